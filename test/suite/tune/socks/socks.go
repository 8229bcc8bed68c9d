// Package socks sells socks.
package socks

// Pay returns what so many pairs of socks cost when every third pair is free: with six
// pairs, four are paid. price is what one pair costs.
func Pay(pairs, price int) int {
	// TODO: implement
	return 0
}
