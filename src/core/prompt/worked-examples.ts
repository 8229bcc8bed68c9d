import type { ChatMessage } from "../model";
import { fenced, systemText } from "./text";

/** Comment with cases and signature, then the body. Everyday Go that a small model tends to get wrong. */
export const worked: readonly (readonly [head: string, body: string])[] = [
  [
    `// Spell returns the letters of word in upper case, with hyphens between them.
//
// Spell("né") == "N-É"
// Spell("") == ""
func Spell(word string) string {
`,
    `	var b strings.Builder
	for i, r := range []rune(word) {
		if i > 0 {
			b.WriteString("-")
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}`,
  ],
  [
    `// MostCommon returns the numbers that occur most often in nums, in ascending order.
//
// MostCommon([]int{3, 1, 3, 1, 2}) == []int{1, 3}
// MostCommon(nil) == nil
func MostCommon(nums []int) []int {
`,
    `	counts := make(map[int]int)
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
  ],
  [
    `// Total adds up the amounts of a list like "4,12,1". An amount that is not a number is an error.
//
// Total("4,12,1") == 17, nil
// Total("4,x") == 0, an error
func Total(list string) (int, error) {
`,
    `	sum := 0
	for _, field := range strings.Split(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil {
			return 0, fmt.Errorf("amount %q: %w", field, err)
		}
		sum += n
	}
	return sum, nil
}`,
  ],
];

const nameOf = (head: string): string => /func (\w+)/.exec(head)?.[1] ?? "";

/**
 * A talk in which three stubs were written well. The same for every stub, so a server reads it once; a small model's
 * Go gets better by it. Measured, one greedy draft on 38 tasks: 19 solved with it where the stub has its cases in its
 * comment like these, 17 where they stand outside, 19 with the three of seventeen that were most like the stub.
 */
export const workedExamples: readonly ChatMessage[] = [
  { role: "system", content: systemText },
  ...worked.flatMap(([head, body]): ChatMessage[] => [
    {
      role: "user",
      content: `${fenced(`package p\n\n${head}	// write this\n}`)}\n\nWrite the complete Go code of \`${nameOf(head)}\`. Answer with one go code block.`,
    },
    { role: "assistant", content: fenced(head.slice(head.indexOf("func ")) + body) },
  ]),
];
