// Package together does several things at once.
package together

// Run calls all of tasks at the same time, each in a goroutine of its own, and
// returns when all have returned. The result is the error of the first task, in
// the order of tasks, that failed, whenever it failed; nil if none did. A task
// that is nil is passed over.
//
//	Run(fetch, parse) // fetch's error, else parse's, else nil
func Run(tasks ...func() error) error {
	errs := make(chan error, len(tasks))
	for _, task := range tasks {
		go func() { errs <- task() }()
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}
