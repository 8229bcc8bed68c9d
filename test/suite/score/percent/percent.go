// Package percent reads shares.
package percent

// Percent reads a share such as "45%" and returns the number. The text is one to
// three digits, without a sign or spaces, and then "%"; the number is at most
// 100. Anything else is an error.
//
//	Percent("45%")  // 45, nil
//	Percent("101%") // error
func Percent(text string) (int, error) {
	panic("not implemented")
}
