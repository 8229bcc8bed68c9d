package favourite

import "testing"

func TestFavourite(t *testing.T) {
	if got, ok := Favourite([]int{2, 7, 7}); got != 7 || !ok {
		t.Errorf("Favourite(2 7 7) = %d, %v", got, ok)
	}
	if got, ok := Favourite([]int{5, 3, 5, 3}); got != 3 || !ok {
		t.Errorf("Favourite(5 3 5 3) = %d, %v", got, ok)
	}
	if _, ok := Favourite(nil); ok {
		t.Error("Favourite() found one of none")
	}
}
