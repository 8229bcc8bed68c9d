// Package memo remembers what was expensive to find out.
package memo

import "sync"

// Memo remembers the result of find for each key. Make one with New. All its
// methods may be called by several goroutines at the same time.
type Memo struct {
	find    func(key string) (int, error)
	mu      sync.Mutex
	entries map[string]*entry
}

type entry struct {
	once  sync.Once
	value int
	err   error
}

// New returns an empty memo.
func New(find func(key string) (int, error)) *Memo {
	return &Memo{find: find, entries: make(map[string]*entry)}
}

// Get returns what find returns for key. It calls find only once for each key,
// also when several goroutines ask for it at the same time: the others wait. An
// error is remembered like a value. While find runs for one key, Get for other
// keys does not have to wait.
func (m *Memo) Get(key string) (int, error) {
	m.mu.Lock()
	e, ok := m.entries[key]
	if !ok {
		e = &entry{}
		m.entries[key] = e
	}
	m.mu.Unlock()
	e.once.Do(func() { e.value, e.err = m.find(key) })
	return e.value, e.err
}
