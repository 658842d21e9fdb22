import { test as base, withServer, type Workspace, expect } from "./fixtures/test.ts";
import { Builder } from "./pages/builder.ts";
const test = base.extend<object, { demonstration: Workspace }>({
  demonstration: [async ({}, use) => { await withServer({ demo: true }, use); }, { scope: "worker" }],
});
const contains = (value: string) => ({ property: { name: { contains: { value } } } });
test("work", async ({ browser, demonstration }) => {
  const context = await browser.newContext({ baseURL: demonstration.server.url });
  await context.addCookies(demonstration.cookies);
  const page = await context.newPage();
  for (const n of [1, 10]) {
    const groups = Array.from({ length: n }, (_, g) => ({ all: Array.from({ length: 10 }, (_, i) => contains(`${g}-${i}`)) }));
    const builder = await new Builder(page).openWith(demonstration.api, { any: groups });
    await expect(builder.conditions()).toHaveCount(10 * n);
    const taken = await page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>("[id$='-value']")!;
      const out: number[] = [];
      for (let i = 0; i < 60; i += 1) {
        await new Promise((r) => setTimeout(r, 150));
        const start = performance.now();
        field.value = `x${i}`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        const sync = performance.now() - start;
        await new Promise<void>((r) => { const c = new MessageChannel(); c.port1.onmessage = () => r(); c.port2.postMessage(0); });
        out.push(performance.now() - start);
      }
      return out.sort((a, b) => a - b);
    });
    console.log(n * 10, "p50", taken[30].toFixed(1), "p95", taken[57].toFixed(1), "min", taken[0].toFixed(1));
  }
  await context.close();
});
