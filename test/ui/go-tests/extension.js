// Items as the Go extension makes them: a file with its tests below it, and the subtests of one below that.
const vscode = require("vscode");

exports.activate = async (context) => {
  const controller = vscode.tests.createTestController("go", "Go");
  context.subscriptions.push(controller);
  for (const uri of await vscode.workspace.findFiles("**/*_test.go")) {
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const file = controller.createTestItem(`${uri}?file`, uri.path.split("/").at(-1), uri);
    for (const [, name] of text.matchAll(/^func (Test\w+)\(/gm)) {
      const test = controller.createTestItem(`${uri}?test#${name}`, name, uri);
      const sub = controller.createTestItem(`${uri}?test#${name}/one`, "one", uri);
      test.children.add(sub);
      file.children.add(test);
    }
    controller.items.add(file);
  }
};
