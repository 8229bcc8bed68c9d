// Package together does several things at once.
package together

import "sync"

// Run calls all of tasks at the same time, each in a goroutine of its own, and
// returns when all have returned. The result is the error of the first task, in
// the order of tasks, that failed, whenever it failed; nil if none did. A task
// that is nil is passed over.
//
//	Run(fetch, parse) // fetch's error, else parse's, else nil
func Run(tasks ...func() error) error {
	errs := make([]error, len(tasks))
	var wg sync.WaitGroup
	for i, task := range tasks {
		if task == nil {
			continue
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = task()
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
