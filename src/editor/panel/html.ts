/** Addresses that the webview may load, and what its policy needs to name them. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
  readonly nonce: string;
}

/** The panel's page: one script by its nonce, styles and the icons' font of our own, nothing from anywhere else. */
export function pageHtml({ script, style, cspSource, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stubwright: run</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div id="live" class="hidden" role="status" aria-live="polite"></div>
<div id="panel"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
