import type { Noticed } from "../../../src/go/judge/negative-control";

/** A function of some shape, its test, and what the negative control has to find. */
export interface Honest {
  readonly name: string;
  readonly what: string;
  /** The whole declaration, with what it needs. */
  readonly code: string;
  /** Its test; `TestNAME` unless it declares another one. */
  readonly test: string;
  /** `noticed` unless said. */
  readonly finds?: Noticed["kind"];
}

const rows: readonly (Omit<Honest, "name"> & { readonly name?: string })[] = [
  {
    what: "an error and nothing else",
    code: 'func Valid(n int) error {\n\tif n < 0 {\n\t\treturn errors.New("negative")\n\t}\n\treturn nil\n}',
    test: "if err := Valid(1); err != nil { t.Fatal(err) }",
  },
  {
    what: "type parameters",
    code: "func Largest[T int | float64](xs ...T) (best T) {\n\tfor _, x := range xs {\n\t\tif x > best {\n\t\t\tbest = x\n\t\t}\n\t}\n\treturn\n}",
    test: "if Largest(1, 3, 2) != 3 { t.Fatal() }",
  },
  {
    name: "Pile.Push",
    what: "a method of a generic type that changes its receiver",
    code: "type Pile[T any] struct{ items []T }\n\nfunc (p *Pile[T]) Push(v T) { p.items = append(p.items, v) }",
    test: 'p := &Pile[string]{}\n\tp.Push("a")\n\tif len(p.items) != 1 { t.Fatal() }',
  },
  {
    name: "Counter.Inc",
    what: "a method under a lock",
    code: "type Counter struct {\n\tmu sync.Mutex\n\tn  int\n}\n\nfunc (c *Counter) Inc() {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n++\n}",
    test: "c := &Counter{}\n\tc.Inc()\n\tc.Inc()\n\tif c.n != 2 { t.Fatal() }",
  },
  {
    what: "a slice sorted in its place",
    code: "func Order(xs []int) { sort.Ints(xs) }",
    test: "xs := []int{2, 1}\n\tOrder(xs)\n\tif xs[0] != 1 { t.Fatal() }",
  },
  {
    what: "a map that is filled",
    code: "func Tally(into map[string]int, words ...string) {\n\tfor _, w := range words {\n\t\tinto[w]++\n\t}\n}",
    test: 'm := map[string]int{}\n\tTally(m, "a", "a")\n\tif m["a"] != 2 { t.Fatal() }',
  },
  {
    what: "a variable of the package",
    code: "var plans = map[string]int{}\n\nfunc Plan(name string) { plans[name]++ }",
    test: 'Plan("a")\n\tif plans["a"] != 1 { t.Fatal() }',
  },
  {
    what: "a writer",
    code: 'func Greet(w io.Writer, name string) { fmt.Fprintf(w, "hello %s", name) }',
    test: 'var b strings.Builder\n\tGreet(&b, "you")\n\tif b.String() != "hello you" { t.Fatal() }',
  },
  {
    what: "a response to a request",
    code: "func Teapot(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(418) }",
    test: "r := httptest.NewRecorder()\n\tTeapot(r, nil)\n\tif r.Code != 418 { t.Fatal() }",
  },
  {
    what: "a function that it calls with each element",
    code: "func Each(xs []int, do func(int)) {\n\tfor _, x := range xs {\n\t\tdo(x)\n\t}\n}",
    test: "sum := 0\n\tEach([]int{1, 2}, func(x int) { sum += x })\n\tif sum != 3 { t.Fatal() }",
  },
  {
    what: "a function that it returns",
    code: "func From(n int) func() int {\n\treturn func() int {\n\t\tn++\n\t\treturn n\n\t}\n}",
    test: "next := From(1)\n\tif next() != 2 || next() != 3 { t.Fatal() }",
  },
  {
    what: "an iterator",
    code: "func Upto(n int) iter.Seq[int] {\n\treturn func(yield func(int) bool) {\n\t\tfor i := range n {\n\t\t\tif !yield(i) {\n\t\t\t\treturn\n\t\t\t}\n\t\t}\n\t}\n}",
    test: "sum := 0\n\tfor i := range Upto(4) { sum += i }\n\tif sum != 6 { t.Fatal() }",
  },
  {
    what: "a channel that it returns",
    code: "func Feed(n int) <-chan int {\n\tout := make(chan int, n)\n\tfor i := range n {\n\t\tout <- i\n\t}\n\tclose(out)\n\treturn out\n}",
    test: "k := 0\n\tfor range Feed(3) { k++ }\n\tif k != 3 { t.Fatal() }",
  },
  {
    what: "a channel that it is given: what goes through it cannot be replaced",
    code: "func Send(out chan<- int) { out <- 1 }",
    test: "c := make(chan int, 1)\n\tSend(c)\n\tif <-c != 1 { t.Fatal() }",
    finds: "unmoved",
  },
  {
    what: "a panic by contract, beside values",
    code: 'func Root(n int) int {\n\tif n < 0 {\n\t\tpanic("negative")\n\t}\n\treturn int(math.Sqrt(float64(n)))\n}',
    test: 'defer func() {\n\t\tif recover() == nil { t.Error("no panic") }\n\t}()\n\tif Root(9) != 3 { t.Fatal("root") }\n\tRoot(-1)',
  },
  {
    what: "a relation between its results",
    code: "func Odd(n int) bool { return n%2 == 1 }",
    test: "if Odd(1) == Odd(2) { t.Fatal() }",
  },
  {
    what: "a panic alone, by its words: that cannot be replaced",
    code: 'func Never(n int) int {\n\tif n < 0 {\n\t\tpanic("negative")\n\t}\n\treturn n\n}',
    test: 'defer func() {\n\t\tif r := recover(); r != "negative" { t.Error(r) }\n\t}()\n\tNever(-1)',
    finds: "unmoved",
  },
  {
    what: "a body that recovers",
    code: 'func Safe(do func()) (err error) {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\terr = fmt.Errorf("recovered: %v", r)\n\t\t}\n\t}()\n\tdo()\n\treturn nil\n}',
    test: 'if err := Safe(func() { panic(1) }); err == nil || err.Error() != "recovered: 1" { t.Fatal(err) }',
  },
  {
    what: "what an example prints of its result",
    code: "func Half(n int) int { return n / 2 }",
    test: "func ExampleHalf() {\n\tfmt.Println(Half(4))\n\t// Output: 2\n}",
  },
  {
    what: "what it prints itself, by an example: that cannot be replaced",
    code: 'func Hello() { fmt.Println("hi") }',
    test: "func ExampleHello() {\n\tHello()\n\t// Output: hi\n}",
    finds: "unmoved",
  },
  {
    what: "seeds of a fuzz test",
    code: "func Twice(s string) string { return s + s }",
    test: 'func FuzzTwice(f *testing.F) {\n\tf.Add("a")\n\tf.Fuzz(func(t *testing.T, s string) {\n\t\tif len(Twice(s)) != 2*len(s) { t.Fatal(s) }\n\t})\n}',
  },
  {
    what: "a benchmark beside",
    code: "func Square(n int) int { return n * n }",
    test: "func BenchmarkSquare(b *testing.B) {\n\tfor i := 0; i < b.N; i++ { Square(i) }\n}\n\nfunc TestSquare(t *testing.T) {\n\tif Square(3) != 9 { t.Fatal() }\n}",
  },
  {
    what: "a recursion that is entered often",
    code: "func Fib(n int) int {\n\tif n < 2 {\n\t\treturn n\n\t}\n\treturn Fib(n-1) + Fib(n-2)\n}",
    test: "if Fib(24) != 46368 { t.Fatal() }",
  },
  {
    what: "several results, one without a name, of any number of arguments",
    code: "func Mean(xs ...float64) (_ float64, ok bool) {\n\tsum := 0.0\n\tfor _, x := range xs {\n\t\tsum += x\n\t}\n\treturn sum / float64(len(xs)), len(xs) > 0\n}",
    test: "if m, ok := Mean(1, 3); m != 2 || !ok { t.Fatal() }",
  },
  {
    name: "Line.Add",
    what: "a receiver that it returns",
    code: "type Line struct{ words []string }\n\nfunc (l *Line) Add(w string) *Line {\n\tl.words = append(l.words, w)\n\treturn l\n}",
    test: 'if l := new(Line).Add("a").Add("b"); len(l.words) != 2 { t.Fatal() }',
  },
  {
    what: "goroutines of its own, subtests side by side",
    code: "func Squares(xs []int) []int {\n\tout := make([]int, len(xs))\n\tvar all sync.WaitGroup\n\tfor i, x := range xs {\n\t\tall.Add(1)\n\t\tgo func() {\n\t\t\tdefer all.Done()\n\t\t\tout[i] = x * x\n\t\t}()\n\t}\n\tall.Wait()\n\treturn out\n}",
    test: 'for _, n := range []int{1, 2, 3} {\n\t\tt.Run("n", func(t *testing.T) {\n\t\t\tt.Parallel()\n\t\t\tif got := Squares([]int{n}); got[0] != n*n { t.Fatal(got) }\n\t\t})\n\t}',
  },
  {
    what: "a loop in the background that ends when it is told to, called again meanwhile",
    code: "func Serve(stop <-chan struct{}) int {\n\tif stop != nil {\n\t\t<-stop\n\t}\n\treturn 1\n}",
    test: "stop := make(chan struct{})\n\tdefer close(stop)\n\tgo Serve(stop)\n\ttime.Sleep(time.Millisecond)\n\tif Serve(nil) != 1 { t.Fatal() }",
  },
  {
    what: "a time and how long it is",
    code: "func Later(at time.Time) (time.Time, time.Duration) { return at.Add(time.Hour), time.Hour }",
    test: "at := time.Unix(0, 0)\n\tif then, by := Later(at); then.Sub(at) != by { t.Fatal() }",
  },
  {
    what: "a value behind an interface",
    code: "func Shape(n int) fmt.Stringer { return time.Duration(n) }",
    test: 'if Shape(1).String() != "1ns" { t.Fatal() }',
  },
  {
    what: "no memory of its own, which its control's binary cannot keep",
    code: "func Cheap(b []byte) int { return len(b) }",
    test: "b := []byte{1}\n\tif n := testing.AllocsPerRun(10, func() { Cheap(b) }); n != 0 || Cheap(b) != 1 { t.Fatal(n) }",
    finds: "unmeasured",
  },
  {
    what: "a test that asserts nothing",
    code: "func Smoke(n int) int { return n }",
    test: "Smoke(1)",
    finds: "idle",
  },
];

export const honest: readonly Honest[] = rows.map((row) => {
  const name = row.name ?? /func (\w+)/.exec(row.code)?.[1] ?? "";
  const test = row.test.startsWith("func ")
    ? row.test
    : `func Test${name.replace(".", "")}(t *testing.T) {\n\t${row.test}\n}`;
  return { ...row, name, test };
});
