/** A stub written well. */
export interface Worked {
  /** Comment with cases, and the signature up to the brace. */
  readonly head: string;
  readonly body: string;
}

/** Everyday Go that a small model tends to get wrong: each shows another idiom. */
export const worked: readonly Worked[] = [
  {
    head: `// Spell returns the letters of word in upper case, with hyphens between them.
//
// Spell("né") == "N-É"
// Spell("") == ""
func Spell(word string) string {
`,
    body: `	var b strings.Builder
	for i, r := range []rune(word) {
		if i > 0 {
			b.WriteString("-")
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}`,
  },
  {
    head: `// MostCommon returns the numbers that occur most often in nums, in ascending order.
//
// MostCommon([]int{3, 1, 3, 1, 2}) == []int{1, 3}
// MostCommon(nil) == nil
func MostCommon(nums []int) []int {
`,
    body: `	counts := make(map[int]int)
	most := 0
	for _, n := range nums {
		counts[n]++
		if counts[n] > most {
			most = counts[n]
		}
	}
	var result []int
	for n, count := range counts {
		if count == most {
			result = append(result, n)
		}
	}
	sort.Ints(result)
	return result
}`,
  },
  {
    head: `// Total adds up the amounts of a list like "4,12,1". An amount that is not a number is an error.
//
// Total("4,12,1") == 17, nil
// Total("4,x") == 0, an error
func Total(list string) (int, error) {
`,
    body: `	sum := 0
	for _, field := range strings.Split(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil {
			return 0, fmt.Errorf("amount %q: %w", field, err)
		}
		sum += n
	}
	return sum, nil
}`,
  },
  {
    head: `// Typed returns what is left on the screen after keys were pressed one after another: a < takes back the letter
// before it, if there is one.
//
// Typed("ab<c") == "ac"
// Typed("<<x") == "x"
func Typed(keys string) string {
`,
    body: `	var screen []rune
	for _, key := range keys {
		if key != '<' {
			screen = append(screen, key)
			continue
		}
		if len(screen) > 0 {
			screen = screen[:len(screen)-1]
		}
	}
	return string(screen)
}`,
  },
  {
    head: `// EvenDigits returns how many digits of n are even. The sign is no digit.
//
// EvenDigits(1204) == 3
// EvenDigits(-7) == 0
// EvenDigits(0) == 1
func EvenDigits(n int) int {
`,
    body: `	if n < 0 {
		n = -n
	}
	if n == 0 {
		return 1
	}
	count := 0
	for n > 0 {
		if n%10%2 == 0 {
			count++
		}
		n /= 10
	}
	return count
}`,
  },
  {
    head: `// Share returns how many percent of whole part is, rounded to one decimal. It is 0 if whole is 0.
//
// Share(1, 3) == 33.3
// Share(5, 0) == 0
func Share(part, whole int) float64 {
`,
    body: `	if whole == 0 {
		return 0
	}
	percent := float64(part) / float64(whole) * 100
	return math.Round(percent*10) / 10
}`,
  },
  {
    head: `// Ranked returns the players, the one with the highest score first; players with the same score by name.
//
// Ranked(map[string]int{"Bo": 3, "Al": 3, "Cy": 9}) == []string{"Cy", "Al", "Bo"}
func Ranked(scores map[string]int) []string {
`,
    body: `	players := make([]string, 0, len(scores))
	for player := range scores {
		players = append(players, player)
	}
	sort.Slice(players, func(i, j int) bool {
		a, b := players[i], players[j]
		if scores[a] != scores[b] {
			return scores[a] > scores[b]
		}
		return a < b
	})
	return players
}`,
  },
  {
    head: `// Peaks returns the indices of the numbers that are larger than both neighbours. The first and the last number have
// only one neighbour and are never peaks.
//
// Peaks([]int{1, 5, 2, 9, 3}) == []int{1, 3}
// Peaks([]int{4, 1}) == nil
func Peaks(heights []int) []int {
`,
    body: `	var peaks []int
	for i := 1; i < len(heights)-1; i++ {
		if heights[i] > heights[i-1] && heights[i] > heights[i+1] {
			peaks = append(peaks, i)
		}
	}
	return peaks
}`,
  },
  {
    head: `// Columns returns the sum of each column. Rows may be of different lengths.
//
// Columns([][]int{{1, 2}, {3}}) == []int{4, 2}
func Columns(rows [][]int) []int {
`,
    body: `	var sums []int
	for _, row := range rows {
		for i, n := range row {
			if i == len(sums) {
				sums = append(sums, 0)
			}
			sums[i] += n
		}
	}
	return sums
}`,
  },
  {
    head: `// AllWithin reports whether every reading lies between low and high, both included.
//
// AllWithin([]float64{1, 2.5}, 1, 3) == true
// AllWithin([]float64{0.5}, 1, 3) == false
// AllWithin(nil, 1, 3) == true
func AllWithin(readings []float64, low, high float64) bool {
`,
    body: `	for _, reading := range readings {
		if reading < low || reading > high {
			return false
		}
	}
	return true
}`,
  },
  {
    head: `// Tokens splits a sum like "12+3" into its numbers and signs; spaces are left out.
//
// Tokens("12 + 3") == []string{"12", "+", "3"}
// Tokens("") == nil
func Tokens(sum string) []string {
`,
    body: `	var tokens []string
	number := ""
	for _, r := range sum {
		if unicode.IsDigit(r) {
			number += string(r)
			continue
		}
		if number != "" {
			tokens = append(tokens, number)
			number = ""
		}
		if !unicode.IsSpace(r) {
			tokens = append(tokens, string(r))
		}
	}
	if number != "" {
		tokens = append(tokens, number)
	}
	return tokens
}`,
  },
  {
    head: `// LongWords returns the words of text that have at least n letters, in lower case and in their order. Punctuation
// around a word does not belong to it.
//
// LongWords("So, many Words!", 4) == []string{"many", "words"}
func LongWords(text string, n int) []string {
`,
    body: `	var long []string
	for _, field := range strings.Fields(text) {
		word := strings.ToLower(strings.Trim(field, ".,;:!?"))
		if utf8.RuneCountInString(word) >= n {
			long = append(long, word)
		}
	}
	return long
}`,
  },
  {
    head: `// SmallestDivisor returns the smallest divisor of n that is larger than 1; 0 if n is less than 2.
//
// SmallestDivisor(15) == 3
// SmallestDivisor(7) == 7
// SmallestDivisor(1) == 0
func SmallestDivisor(n int) int {
`,
    body: `	if n < 2 {
		return 0
	}
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			return d
		}
	}
	return n
}`,
  },
  {
    head: `// Every returns each step-th element of items, from the first on. It is empty if step is less than 1. The result does
// not share memory with items.
//
// Every([]string{"a", "b", "c"}, 2) == []string{"a", "c"}
func Every[T any](items []T, step int) []T {
`,
    body: `	if step < 1 {
		return []T{}
	}
	result := make([]T, 0, (len(items)+step-1)/step)
	for i := 0; i < len(items); i += step {
		result = append(result, items[i])
	}
	return result
}`,
  },
  {
    head: `// Visit counts a visit of page, and returns how many there were before.
func (l *Log) Visit(page string) int {
`,
    body: `	if l.visits == nil {
		l.visits = make(map[string]int)
	}
	before := l.visits[page]
	l.visits[page]++
	return before
}`,
  },
  {
    head: `// Mask hides all digits of a number but the last four; everything else stays.
//
// Mask("12-3456") == "**-3456"
// Mask("123") == "123"
func Mask(number string) string {
`,
    body: `	masked := []rune(number)
	seen := 0
	for i := len(masked) - 1; i >= 0; i-- {
		if !unicode.IsDigit(masked[i]) {
			continue
		}
		seen++
		if seen > 4 {
			masked[i] = '*'
		}
	}
	return string(masked)
}`,
  },
];
