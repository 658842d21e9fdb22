// How fast the builder is in a browser: prints figures and asserts nothing about time. `npm run speed`, with a release
// page in `dist` and, in ROLLCALL_TEST_BINARY, the server to measure with.
import type { Page } from "@playwright/test";
import { expect, test as base, withServer, type Workspace } from "./fixtures/test.ts";
import { Builder } from "./pages/builder.ts";

const test = base.extend<{ demo: Page }, { demonstration: Workspace }>({
  demonstration: [
    async ({}, use) => {
      await withServer({ demo: true }, use);
    },
    { scope: "worker" },
  ],
  demo: async ({ demonstration, browser, contextOptions }, use) => {
    const context = await browser.newContext({ ...contextOptions, baseURL: demonstration.server.url });
    await context.addCookies(demonstration.cookies);
    await use(await context.newPage());
    await context.close();
  },
});

function figures(what: string, milliseconds: number[]): void {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, of ${sorted.length}`);
}

const contains = (value: string) => ({ property: { name: { contains: { value } } } });

/**
 * Types a letter into the first value and waits for what `until` names; milliseconds from the key to then. A "paint" waits
 * for the screen's next frame as well; "work" begins with a frame, and is all that is done until that frame is painted.
 */
async function keystroke(page: Page, letter: string, until: "number" | "paint" | "work"): Promise<number> {
  return page.evaluate(
    ({ letter, until }) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>("[id$='-value']");
        const found = document.querySelector("#found");
        if (field === null || found === null) {
          throw new Error("the builder is not open");
        }
        let start = performance.now();
        const painted = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        const type = () => {
          field.value = letter;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        };
        if (until === "work") {
          requestAnimationFrame(() => {
            start = performance.now();
            setTimeout(() => resolve(performance.now() - start));
            type();
          });
          return;
        }
        if (until === "paint") {
          type();
          painted();
          return;
        }
        // An answer may come within a frame: the change is heard of, not looked for.
        const heard = new MutationObserver(() => {
          if (found.getAttribute("aria-busy") === "false") {
            heard.disconnect();
            painted();
          }
        });
        heard.observe(found, { attributes: true, attributeFilter: ["aria-busy"] });
        type();
      }),
    { letter, until },
  );
}

test("keystroke to new number", async ({ demo, demonstration }) => {
  await new Builder(demo).openWith(demonstration.api, { all: [contains("a")] });
  const taken: number[] = [];
  // Never the same text twice: a number that is known already takes no time.
  for (const first of "abcdefghijklmnop") {
    for (const second of "aei") {
      taken.push(await keystroke(demo, first + second, "number"));
    }
  }
  figures("keystroke to new number on screen, demo population", taken);
});

test("edit to paint with 100 conditions", async ({ demo, demonstration }) => {
  const groups = Array.from({ length: 10 }, (_, group) => ({
    all: Array.from({ length: 10 }, (_, index) => contains(`${group}-${index}`)),
  }));
  const builder = await new Builder(demo).openWith(demonstration.api, { any: groups });
  await expect(builder.conditions()).toHaveCount(100);
  for (const until of ["paint", "work"] as const) {
    const taken: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      taken.push(await keystroke(demo, `${until}${round}`, until));
      await demo.waitForTimeout(60);
    }
    const what = until === "paint" ? "edit to paint, with the wait for a frame" : "work of an edit until it is painted";
    figures(`${what}, 100 conditions`, taken);
  }
});

test("frames of a drag with 100 conditions", async ({ demo, demonstration }) => {
  const conditions = Array.from({ length: 100 }, (_, index) => contains(`value-${index}`));
  const builder = await new Builder(demo).openWith(demonstration.api, { all: conditions });
  await expect(builder.conditions()).toHaveCount(100);
  await demo.evaluate(() => {
    const frames: number[] = [];
    const native = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      native((now) => {
        const start = performance.now();
        callback(now);
        frames.push(performance.now() - start);
      });
    Object.assign(window, { frames });
  });
  const handle = builder.grip(builder.conditions().nth(2));
  await handle.scrollIntoViewIfNeeded();
  const grip = await handle.boundingBox();
  if (grip === null) {
    throw new Error("there is nothing to drag");
  }
  await demo.mouse.move(grip.x + 12, grip.y + 14);
  await demo.mouse.down();
  for (let step = 0; step < 200; step += 1) {
    await demo.mouse.move(grip.x + 60 + (step % 40), grip.y + 14 + ((step * 7) % 220));
  }
  await expect(demo.locator(".drag-card"), "it is a drag that is measured").toBeVisible();
  await demo.keyboard.press("Escape");
  await demo.mouse.up();
  const frames = await demo.evaluate(() => (window as unknown as { frames: number[] }).frames);
  figures("script of a frame while dragging among 100 conditions", frames);
});
