// Package size writes numbers of bytes for people.
package size

// Human returns a number of bytes as people read it: whole bytes below 1024, and above that kilobytes (KB), megabytes
// (MB) or gigabytes (GB) with one digit after the point. A kilobyte has 1024 bytes.
//
//	Human(512) == "512 B"
//	Human(1536) == "1.5 KB"
func Human(bytes int64) string {
	panic("not implemented")
}
