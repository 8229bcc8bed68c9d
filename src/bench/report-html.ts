import type { ArmSummary, Summary } from "./report";
import { percent, within } from "./report-markdown";
import type { Box } from "./result";

/** The same figures as one file with plots: no script, nothing loaded from anywhere. */
export function html(summary: Summary, title: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${style}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${summary.tasks} tasks; ${summary.scoredBy.hidden} scored by hidden tests, ${summary.scoredBy.visible} by the tests that the runs saw.</p>
<h2>Solved, by arm, with 95 % intervals</h2>${solvedPlot(summary.arms)}
<h2>What the runs claimed, and whether it was right</h2>${boxesPlot(summary.arms)}
<h2>Solved against calls</h2>${callsPlot(summary.arms)}
<h2>Where candidates are refused, gate by gate</h2>${tallyPlots(summary.arms, (a) => a.rejectedByGate)}
<h2>Which form drafted what was right</h2>${tallyPlots(summary.arms, (a) => a.solvedByForm)}
<h2>Mends on the way to what was right</h2>${tallyPlots(summary.arms, (a) => a.solvedWithMend)}
</body></html>
`;
}

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:58rem;margin:2rem auto;padding:0 1rem}
svg{width:100%;height:auto;font:12px system-ui,sans-serif}text{fill:currentColor}.axis{stroke:currentColor;opacity:.25}
h2{margin-top:2.2em;font-size:1.1rem}`;
const colours = ["#2f6fde", "#d9822b", "#2a9d5c", "#b04fc4", "#c23b4b", "#6b7785"];
const boxColours: Readonly<Record<Box, string>> = {
  "verified-right": "#2a9d5c",
  "passing-right": "#7cc79c",
  "suggested-right": "#b9dfc8",
  "verified-wrong": "#b3202f",
  "passing-wrong": "#d9822b",
  "suggested-wrong": "#eac07d",
  "not-passing": "#8b95a1",
};
const left = 130;
const wide = 560;
const row = 30;

function solvedPlot(arms: readonly ArmSummary[]): string {
  const rows = arms.map((a, i) => {
    const y = i * row + 8;
    const x = (share: number) => left + share * wide;
    return `${label(a.arm, y)}<rect x="${left}" y="${y}" width="${a.share * wide}" height="14" fill="${colours[i % colours.length]}"/>
<line x1="${x(a.wilson.low)}" x2="${x(a.wilson.high)}" y1="${y + 7}" y2="${y + 7}" stroke="currentColor" stroke-width="1.5"/>
<text x="${x(a.wilson.high) + 8}" y="${y + 12}">${a.solved} of ${a.tasks} (${percent(a.share)})</text>`;
  });
  return svg(rows.join(""), arms.length * row + 12, "Solved tasks by arm");
}

function boxesPlot(arms: readonly ArmSummary[]): string {
  const boxes = Object.keys(boxColours) as Box[];
  const rows = arms.map((a, i) => {
    const y = i * row + 8;
    let x = left;
    const bars = boxes.map((box) => {
      const width = (a.boxes[box] / Math.max(1, a.tasks)) * wide;
      const bar =
        width === 0
          ? ""
          : `<rect x="${x}" y="${y}" width="${width}" height="16" fill="${boxColours[box]}"><title>${box}: ${a.boxes[box]}</title></rect>${width > 14 ? `<text x="${x + 4}" y="${y + 12}" style="fill:#fff">${a.boxes[box]}</text>` : ""}`;
      x += width;
      return bar;
    });
    return label(a.arm, y) + bars.join("");
  });
  const top = arms.length * row + 14;
  const legend = boxes.map((box, i) => {
    const x = left + (i % 4) * 145;
    const y = top + Math.floor(i / 4) * 18;
    return `<rect x="${x}" y="${y}" width="11" height="11" fill="${boxColours[box]}"/><text x="${x + 16}" y="${y + 10}">${box.replace("-", ", ")}</text>`;
  });
  return svg(rows.join("") + legend.join(""), top + 40, "Claims by arm");
}

function callsPlot(arms: readonly ArmSummary[]): string {
  const most = Math.max(2, ...arms.map((a) => a.solvedWithinCalls.length));
  const tall = 220;
  const x = (n: number) => left + ((n - 1) / (most - 1)) * wide;
  const y = (share: number) => 10 + (1 - share) * tall;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (s) =>
      `<line class="axis" x1="${left}" x2="${left + wide}" y1="${y(s)}" y2="${y(s)}"/><text x="${left - 8}" y="${y(s) + 4}" text-anchor="end">${percent(s)}</text>`,
  );
  const ticks = Array.from(
    { length: most },
    (_, i) => `<text x="${x(i + 1)}" y="${tall + 28}" text-anchor="middle">${i + 1}</text>`,
  );
  const lines = arms.map((a, i) => {
    const points = Array.from(
      { length: most },
      (_, k) => `${x(k + 1)},${y(within(a, k + 1) / Math.max(1, a.tasks))}`,
    );
    return `<polyline fill="none" stroke="${colours[i % colours.length]}" stroke-width="2" points="${points.join(" ")}"/><text x="${left + wide + 8}" y="${y(within(a, most) / Math.max(1, a.tasks)) + 4}" style="fill:${colours[i % colours.length]}">${escaped(a.arm)}</text>`;
  });
  return svg([...grid, ...ticks, ...lines].join(""), tall + 36, "Solved tasks against model calls");
}

function tallyPlots(
  arms: readonly ArmSummary[],
  of: (a: ArmSummary) => Readonly<Record<string, number>>,
): string {
  return arms
    .map((a) => {
      const entries = Object.entries(of(a));
      if (entries.length === 0) return `<p>${escaped(a.arm)}: none.</p>`;
      const most = Math.max(...entries.map(([, n]) => n));
      const bars = entries.map(([key, n], i) => {
        const y = i * 20 + 4;
        return `${label(key, y)}<rect x="${left}" y="${y}" width="${(n / most) * wide}" height="12" fill="#2f6fde"/><text x="${left + (n / most) * wide + 6}" y="${y + 11}">${n}</text>`;
      });
      return `<h3>${escaped(a.arm)}</h3>${svg(bars.join(""), entries.length * 20 + 8, `Counts for ${a.arm}`)}`;
    })
    .join("");
}

const label = (text: string, y: number): string =>
  `<text x="${left - 8}" y="${y + 12}" text-anchor="end">${escaped(text)}</text>`;
const svg = (body: string, height: number, title: string): string =>
  `<svg viewBox="0 0 ${left + wide + 110} ${height}" role="img" aria-label="${escaped(title)}">${body}</svg>`;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
