//go:build !go1.22

package confirm

import "go/types"

func unalias(t types.Type) types.Type { return t }
