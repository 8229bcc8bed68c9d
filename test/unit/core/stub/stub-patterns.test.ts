import assert from "node:assert/strict";
import { findStubs } from "../../../../src/core/stub/find-stubs";
import { createSpotter } from "../../../../src/core/stub/function-index";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

interface Row {
  readonly what: string;
  /** A function F or a method of that name, in a file of its own. */
  readonly go: string;
}

/** What generators and people write in place of a body, and the reason that is given for taking it as a stub. */
const stubs: readonly (Row & { readonly reason: string })[] = [
  {
    what: "protoc-gen-go-grpc",
    go: 'func (UnimplementedShopServer) F(context.Context, *Order) (*Receipt, error) {\n\treturn nil, status.Errorf(codes.Unimplemented, "method F not implemented")\n}',
    reason: "only returns the error codes.Unimplemented",
  },
  {
    what: "protoc-gen-go-grpc, newer",
    go: 'func (UnimplementedShopServer) F(context.Context, *Order) (*Receipt, error) {\n\treturn nil, status.Error(codes.Unimplemented, "method F not implemented")\n}',
    reason: "only returns the error codes.Unimplemented",
  },
  {
    what: "protoc-gen-go-grpc, a stream",
    go: 'func (UnimplementedShopServer) F(grpc.ServerStreamingServer[Order]) error {\n\treturn status.Error(codes.Unimplemented, "")\n}',
    reason: "only returns the error codes.Unimplemented",
  },
  {
    what: "connect-go",
    go: 'func (UnimplementedShopHandler) F(context.Context, *connect.Request[v1.Order]) (*connect.Response[v1.Receipt], error) {\n\treturn nil, connect.NewError(connect.CodeUnimplemented, errors.New("shop.F is not implemented"))\n}',
    reason: "only returns the error connect.CodeUnimplemented",
  },
  {
    what: "twirp",
    go: 'func (s *shop) F(ctx context.Context, o *Order) (*Receipt, error) {\n\treturn nil, twirp.NewError(twirp.Unimplemented, "later")\n}',
    reason: "only returns the error twirp.Unimplemented",
  },
  {
    what: "drpc",
    go: 'func (s *Unimplemented) F(context.Context, *Order) (*Receipt, error) {\n\treturn nil, drpcerr.WithCode(errs.New("Unimplemented"), drpcerr.Unimplemented)\n}',
    reason: 'only returns the error "Unimplemented"',
  },
  {
    what: "ogen",
    go: "func (UnimplementedHandler) F(ctx context.Context, req *Pet) (r AddPetRes, _ error) {\n\treturn r, ht.ErrNotImplemented\n}",
    reason: "only returns the error ht.ErrNotImplemented",
  },
  {
    what: "oapi-codegen",
    go: "func (_ Unimplemented) F(w http.ResponseWriter, r *http.Request, params FParams) {\n\tw.WriteHeader(http.StatusNotImplemented)\n}",
    reason: "only answers with status 501",
  },
  {
    what: "a strict server of oapi-codegen, by hand",
    go: 'func (s *Server) F(ctx context.Context, r FRequestObject) (FResponseObject, error) {\n\treturn nil, errors.New("not implemented")\n}',
    reason: 'only returns the error "not implemented"',
  },
  {
    what: "http.Error",
    go: 'func F(w http.ResponseWriter, r *http.Request) {\n\thttp.Error(w, "later", http.StatusNotImplemented)\n}',
    reason: "only answers with status 501",
  },
  {
    what: "a status and a text",
    go: 'func F(w http.ResponseWriter, _ *http.Request) {\n\tw.Header().Set("Content-Type", "text/plain")\n\tw.WriteHeader(501)\n\tfmt.Fprintln(w, "later")\n}',
    reason: "only answers with status 501",
  },
  {
    what: "echo",
    go: "func F(c echo.Context) error {\n\treturn c.NoContent(http.StatusNotImplemented)\n}",
    reason: "only answers with status 501",
  },
  {
    what: "gin",
    go: 'func F(c *gin.Context) {\n\tc.JSON(http.StatusNotImplemented, gin.H{"error": "later"})\n}',
    reason: "only answers with status 501",
  },
  {
    what: "go-swagger",
    go: 'func F(params pets.ListParams) middleware.Responder {\n\treturn middleware.NotImplemented("operation pets.List has not yet been implemented")\n}',
    reason: 'only returns the error "operation pets.List has not yet been implemented"',
  },
  {
    what: "gqlgen",
    go: 'func (r *queryResolver) F(ctx context.Context, n int) ([]*User, error) {\n\tpanic(fmt.Errorf("not implemented: F - f"))\n}',
    reason: 'only panics with "not implemented: F - f"',
  },
  {
    what: "kitex",
    go: "func (s *ShopImpl) F(ctx context.Context, o *Order) (resp *Receipt, err error) {\n\t// TODO: Your code here...\n\treturn\n}",
    reason: "only returns zero values under a TODO comment",
  },
  {
    what: "goctl",
    go: "func (l *FLogic) F(in *shop.Order) (*shop.Receipt, error) {\n\t// todo: add your logic here and delete this line\n\n\treturn &shop.Receipt{}, nil\n}",
    reason: "only returns zero values under a TODO comment",
  },
  {
    what: "kubebuilder",
    go: "func (r *ShopReconciler) F(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {\n\t_ = logf.FromContext(ctx)\n\n\t// TODO(user): your logic here\n\n\treturn ctrl.Result{}, nil\n}",
    reason: "only returns zero values under a TODO comment",
  },
  {
    what: "goa",
    go: 'func (s *shopsrvc) F(ctx context.Context, p *shop.FPayload) (res int, err error) {\n\tlog.Printf(ctx, "shop.f")\n\treturn\n}',
    reason: "only logs its own name",
  },
  {
    what: "parameters that are not used yet",
    go: "func F(a, b int) int {\n\t// TODO(ann): write this\n\t_, _ = a, b\n\treturn 0\n}",
    reason: "only returns zero values under a TODO comment",
  },
  {
    what: "log.Fatal",
    go: 'func F(a int) int {\n\tlog.Fatal("F: not implemented")\n\treturn 0\n}',
    reason: 'only ends the process with "F: not implemented"',
  },
  {
    what: "a message and os.Exit",
    go: 'func F() {\n\tfmt.Fprintln(os.Stderr, "not implemented")\n\tos.Exit(1)\n}',
    reason: 'only ends the process with "not implemented"',
  },
  {
    what: "a message and a zero value",
    go: 'func F() int {\n\tfmt.Println("F is not implemented yet")\n\treturn 0\n}',
    reason: 'only prints "F is not implemented yet"',
  },
  {
    what: "a logger's Panic",
    go: 'func F() { log.Panicf("not implemented: %s", "F") }',
    reason: 'only panics with "not implemented: %s"',
  },
  {
    what: "a panic with an error of its own",
    go: "func F() { panic(ErrNotImplemented) }",
    reason: "only panics with ErrNotImplemented",
  },
  {
    what: "an error that the package declares",
    go: "func F() (n int, err error) { return n, errNotYetImplemented }",
    reason: "only returns the error errNotYetImplemented",
  },
  {
    what: "errors.ErrUnsupported and nothing else",
    go: "func F() (int, error) {\n\treturn 0, errors.ErrUnsupported\n}",
    reason: "only returns the error errors.ErrUnsupported",
  },
];

/** Bodies that look alike and are written. */
const written: readonly Row[] = [
  { what: "an error with work beside it", go: "func F() (int, error) { return count(), ErrNotImplemented }" },
  {
    what: "an error for one case",
    go: 'func F(v int) error {\n\tif v > 2 {\n\t\treturn status.Error(codes.Unimplemented, "version")\n\t}\n\treturn nil\n}',
  },
  {
    what: "an error for what is left",
    go: "func F(v int) error {\n\tif v == 1 {\n\t\treturn read()\n\t}\n\treturn errors.ErrUnsupported\n}",
  },
  {
    what: "ErrUnsupported that the comment promises",
    go: "// F returns errors.ErrUnsupported: a map has no order.\nfunc F() error { return errors.ErrUnsupported }",
  },
  {
    what: "a function that is there to say so",
    go: 'func NotImplemented(w http.ResponseWriter, _ *http.Request) {\n\thttp.Error(w, "not implemented", http.StatusNotImplemented)\n}',
  },
  {
    what: "one that makes the error",
    go: 'func errUnimplemented() error { return status.Error(codes.Unimplemented, "") }',
  },
  { what: "what an error wraps", go: "func (e *opError) Unwrap() error { return ErrNotImplemented }" },
  { what: "its text", go: 'func (e *opError) Error() string { return "not implemented" }' },
  { what: "its status", go: "func (e *opError) F() int { return int(http.StatusNotImplemented) }" },
  {
    what: "the text of a status",
    go: "func (e *opError) F() string { return http.StatusText(http.StatusNotImplemented) }",
  },
  { what: "another status", go: "func F(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) }" },
  {
    what: "the status for one method",
    go: 'func F(w http.ResponseWriter, r *http.Request) {\n\tif r.Method != "GET" {\n\t\tw.WriteHeader(http.StatusNotImplemented)\n\t\treturn\n\t}\n\tserve(w, r)\n}',
  },
  { what: "a task of that name", go: 'func F() error { return board.Add("TODO") }' },
  { what: "a new task of that name", go: 'func F() *Task { return NewTask("TODO") }' },
  { what: "the heading of a list", go: 'func F() { fmt.Println("TODO:") }' },
  { what: "a log line of another name", go: 'func F() (n int) {\n\tlog.Print("shop.g")\n\treturn\n}' },
  { what: "a log line and nothing to return", go: 'func F() { log.Print("shop.f") }' },
  { what: "a made message without a TODO", go: "func F() (*Receipt, error) { return &Receipt{}, nil }" },
  {
    what: "mockery",
    go: 'func (_m *Store) F(id int) error {\n\tret := _m.Called(id)\n\n\tif len(ret) == 0 {\n\t\tpanic("no return value specified for F")\n\t}\n\n\treturn ret.Error(0)\n}',
  },
  {
    what: "counterfeiter",
    go: "func (fake *FakeStore) FReturns(result1 error) {\n\tfake.fMutex.Lock()\n\tdefer fake.fMutex.Unlock()\n\tfake.FStub = nil\n\tfake.fReturns = struct {\n\t\tresult1 error\n\t}{result1}\n}",
  },
  {
    what: "moq",
    go: 'func (mock *StoreMock) F(id int) error {\n\tif mock.FFunc == nil {\n\t\tpanic("StoreMock.FFunc: method is nil but Store.F was just called")\n\t}\n\treturn mock.FFunc(id)\n}',
  },
  {
    what: "gomock",
    go: 'func (m *MockStore) F(id int) error {\n\tm.ctrl.T.Helper()\n\tret := m.ctrl.Call(m, "F", id)\n\tret0, _ := ret[0].(error)\n\treturn ret0\n}',
  },
  {
    what: "sqlc",
    go: "func (q *Queries) F(ctx context.Context, id int64) error {\n\t_, err := q.db.ExecContext(ctx, deleteF, id)\n\treturn err\n}",
  },
  { what: "wire", go: "func F() *App {\n\tpanic(wire.Build(NewStore, NewApp))\n}" },
];

describe("stubs that generators and people write", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  const found = (go: string) => findStubs(parser, `package p\n\n${go}\n`);
  for (const { what, go, reason } of stubs) {
    it(what, () =>
      assert.deepEqual(
        found(go).map((s) => s.reason),
        [reason],
      ),
    );
    it(`${what}: a lens appears above it`, () => {
      const { functions } = createSpotter(parser)(`package p\n\n${go}\n`, false);
      assert.deepEqual(
        functions.map((f) => f.stub),
        [reason],
      );
    });
  }
  for (const { what, go } of written) {
    it(`written: ${what}`, () => assert.deepEqual(found(go), []));
  }
  it("written: ErrUnsupported in a file of some systems", () => {
    const go = "func F() error { return errors.ErrUnsupported }\n";
    assert.deepEqual(findStubs(parser, `//go:build plan9\n\npackage p\n\n${go}`), []);
  });
  it("an error of the file, declared as not implemented", () => {
    const go = 'var errLater = errors.New("not implemented")\n\nfunc F() error { return errLater }';
    assert.deepEqual(
      found(go).map((s) => s.reason),
      ["only returns the error errLater"],
    );
    assert.deepEqual(found(go.replace("not implemented", "not found")), []);
  });
});
