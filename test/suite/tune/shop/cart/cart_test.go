package cart

import (
	"testing"

	"example.com/shop/price"
)

func TestTotal(t *testing.T) {
	list := price.List{"cup": 250, "tea": 1000}
	c := New()
	c.Add("cup", 2)
	c.Add("tea", 10)
	if got, err := c.Total(list); got != 10000 || err != nil {
		t.Errorf("Total = %d, %v, want 10000", got, err)
	}
	c.Add("jug", 1)
	if _, err := c.Total(list); err == nil || err.Error() != `no price for "jug"` {
		t.Errorf("without a price: %v", err)
	}
}
