// Package bank moves money.
package bank

import "errors"

// ErrUnknown says that there is no such account.
var ErrUnknown = errors.New("unknown account")

// ErrFunds says that an account does not hold enough.
var ErrFunds = errors.New("insufficient funds")

// ErrAmount says that an amount is not positive.
var ErrAmount = errors.New("amount is not positive")

// Bank keeps the balance of each account in cents.
type Bank struct {
	balance map[string]int
}

// New returns a bank with these accounts.
func New(accounts map[string]int) *Bank {
	b := &Bank{balance: make(map[string]int)}
	for name, cents := range accounts {
		b.balance[name] = cents
	}
	return b
}

// Balance returns what an account holds, 0 if there is none.
func (b *Bank) Balance(name string) int { return b.balance[name] }

// Transfer moves cents from one account to another. It checks in this order:
// cents must be positive (else ErrAmount), both accounts must exist (else
// ErrUnknown), and from must hold at least cents (else ErrFunds). After an error
// nothing has changed. A transfer from an account to itself is checked alike and
// changes nothing.
func (b *Bank) Transfer(from, to string, cents int) error {
	if cents <= 0 {
		return ErrAmount
	}
	source, ok1 := b.balance[from]
	dest, ok2 := b.balance[to]
	if !ok1 || !ok2 {
		return ErrUnknown
	}
	if source < cents {
		return ErrFunds
	}
	b.balance[from] = source - cents
	b.balance[to] = dest + cents
	return nil
}
