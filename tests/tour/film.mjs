// A short film of the tour, for the README: frames of the page, joined by img2webp of the package `webp`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The size of a frame beside the page's. */
const SCALE = 0.6;
/** The time that a frame is shown, and the last one. */
const SHOWN_MS = 900;
const LAST_MS = 4000;

export class Film {
  #folder = mkdtempSync(join(tmpdir(), "film-"));
  #frames = [];

  constructor(page) { this.page = page; }

  /** Takes a frame of the page as it is. */
  async take() {
    const path = join(this.#folder, `${this.#frames.length}.png`);
    await this.page.shoot(path, SCALE);
    this.#frames.push(path);
  }

  /** Writes the film, and forgets the frames. */
  write(path) {
    const timed = this.#frames.flatMap((frame, nth) => ["-d", nth === this.#frames.length - 1 ? LAST_MS : SHOWN_MS, frame]);
    execFileSync("img2webp", ["-loop", "0", "-lossy", "-q", "50", "-m", "6", ...timed, "-o", path], { stdio: ["ignore", "ignore", "inherit"] });
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
