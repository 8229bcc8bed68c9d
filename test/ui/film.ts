import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** A film of the window, taken while a test drives it. */
export interface Film {
  /**
   * Ends it and writes an animated WebP by ffmpeg.
   * @param seconds how long it lasts, whatever the run took
   * @returns how many times faster than life it is
   */
  end(path: string, seconds: number): Promise<number>;
}

/** Pictures a second of the film. */
const rate = 6;

export async function startFilm(page: Page): Promise<Film> {
  const session = await page.context().newCDPSession(page);
  const frames: { readonly at: number; readonly data: Buffer }[] = [];
  session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    frames.push({ at: (metadata.timestamp ?? 0) * 1000, data: Buffer.from(data, "base64") });
    session.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
  });
  await session.send("Page.startScreencast", { format: "png" });
  return {
    async end(path, seconds) {
      await session.send("Page.stopScreencast");
      const first = frames[0]?.at ?? 0;
      const took = (frames.at(-1)?.at ?? 0) - first;
      const speed = took / 1000 / seconds;
      const folder = mkdtempSync(join(tmpdir(), "stubwright-film-"));
      try {
        for (let n = 0; n <= seconds * rate; n++) {
          const at = first + (1000 * speed * n) / rate;
          const frame = frames.findLast((f) => f.at <= at + 1) ?? frames[0];
          if (frame) writeFileSync(join(folder, `${String(n).padStart(4, "0")}.png`), frame.data);
        }
        const input = ["-framerate", String(rate), "-i", join(folder, "%04d.png")];
        const scaled = ["-vf", "scale=960:-1:flags=lanczos"];
        const webp = ["-c:v", "libwebp_anim", "-quality", "60", "-compression_level", "6", "-loop", "0"];
        const made = spawnSync("ffmpeg", ["-y", "-loglevel", "error", ...input, ...scaled, ...webp, path]);
        if (made.status !== 0) throw new Error(`ffmpeg: ${made.stderr ?? made.error}`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      return speed;
    },
  };
}
