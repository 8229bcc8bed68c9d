package slug

import "testing"

func TestSlug(t *testing.T) {
	tests := []struct{ title, want string }{
		{"Hello, World!", "hello-world"},
		{"  Go 1.21  ", "go-1-21"},
		{"already-a-slug", "already-a-slug"},
		{"C'est la vie...", "c-est-la-vie"},
		{"", ""},
		{"?!", ""},
	}
	for _, tt := range tests {
		if got := Slug(tt.title); got != tt.want {
			t.Errorf("Slug(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}
