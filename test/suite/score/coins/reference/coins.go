// Package coins counts out change.
package coins

// Coins returns the smallest number of coins that make up cents. There are coins of
// 50, 20, 10, 5, 2 and 1 cents, and enough of each. It returns 0 if cents is 0 or
// negative.
//
//	Coins(37) == 4 // 20 + 10 + 5 + 2
func Coins(cents int) int {
	coins := 0
	for _, value := range []int{50, 20, 10, 5, 2, 1} {
		if cents <= 0 {
			break
		}
		coins += cents / value
		cents %= value
	}
	return coins
}
