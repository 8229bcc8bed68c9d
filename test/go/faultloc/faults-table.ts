/** One module under test/fixtures/faults with one bug. */
export interface Fault {
  readonly module: string;
  readonly bug: string;
  readonly test: string;
  /** The function at fault. */
  readonly func: string;
  /** Where the test's failure is shown, `file:line`; several for several failing cases. */
  readonly places: readonly string[];
  /** Flags of the person's that it takes to see the bug. */
  readonly flags?: string;
}

export const faults: readonly Fault[] = [
  { module: "pages", bug: "off by one", test: "TestFooter", func: "Count", places: ["pages_test.go:27"] },
  {
    module: "fares",
    bug: "wrong operator",
    test: "TestReducedFare",
    func: "Reduced",
    places: ["fares_test.go:21", "fares_test.go:24"],
  },
  { module: "tally", bug: "nil map", test: "TestZeroBox", func: "Box.Vote", places: ["tally.go:15"] },
  {
    module: "shelf",
    bug: "missing copy",
    test: "TestStaysAsItIs",
    func: "Shelf.Sorted",
    places: ["shelf_test.go:40"],
  },
  {
    module: "config",
    bug: "unwrapped error",
    test: "TestReadWraps",
    func: "Read",
    places: ["config_test.go:31"],
  },
  { module: "bill", bug: "rounding", test: "TestTotal", func: "Tax", places: ["bill_test.go:30"] },
  {
    module: "label",
    bug: "unicode",
    test: "TestTag",
    func: "Cut",
    places: ["label_test.go:24", "label_test.go:27"],
  },
  { module: "pick", bug: "generics", test: "TestLargestOf", func: "Largest", places: ["pick_test.go:27"] },
  {
    module: "account",
    bug: "a copy behind a pointer receiver",
    test: "TestTransfer",
    func: "Account.Withdraw",
    places: ["account_test.go:29"],
  },
  {
    module: "steps",
    bug: "order of defers",
    test: "TestCareful",
    func: "Careful",
    places: ["steps_test.go:21"],
  },
  {
    module: "meter",
    bug: "a race",
    test: "TestTogether",
    func: "Meter.Add",
    places: ["meter.go:15"],
    flags: "-race",
  },
  {
    module: "clock",
    bug: "a table test with two failing cases",
    test: "TestText",
    func: "Split",
    places: ["clock_test.go:19", "clock_test.go:20"],
  },
];
