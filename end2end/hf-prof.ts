import { test as base, withServer, type Workspace, expect } from "./fixtures/test.ts";
import { Builder } from "./pages/builder.ts";
const test = base.extend<object, { demonstration: Workspace }>({
  demonstration: [async ({}, use) => { await withServer({ demo: true }, use); }, { scope: "worker" }],
});
const contains = (value: string) => ({ property: { name: { contains: { value } } } });
test("work", async ({ browser, demonstration }) => {
  test.setTimeout(180000);
  const context = await browser.newContext({ baseURL: demonstration.server.url });
  await context.addCookies(demonstration.cookies);
  const page = await context.newPage();
  const groups = Array.from({ length: 10 }, (_, g) => ({ all: Array.from({ length: 10 }, (_, i) => contains(`${g}-${i}`)) }));
  const builder = await new Builder(page).openWith(demonstration.api, { any: groups });
  await expect(builder.conditions()).toHaveCount(100);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 200 });
  await cdp.send("Profiler.start");
  await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>("[id$='-value']")!;
    for (let i = 0; i < 30; i += 1) {
      field.value = `x${i}`;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise<void>((r) => { const c = new MessageChannel(); c.port1.onmessage = () => r(); c.port2.postMessage(0); });
    }
  });
  const { profile } = (await cdp.send("Profiler.stop")) as any;
  const nodes = new Map<number, any>(profile.nodes.map((n: any) => [n.id, n]));
  const parent = new Map<number, number>();
  for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  const total = new Map<string, number>();
  let all = 0;
  profile.samples.forEach((id: number, at: number) => {
    const dt = profile.timeDeltas[at];
    all += dt;
    const seen = new Set<string>();
    for (let n: number | undefined = id; n !== undefined; n = parent.get(n)) {
      const name = nodes.get(n).callFrame.functionName;
      if (!seen.has(name)) { seen.add(name); total.set(name, (total.get(name) ?? 0) + dt); }
    }
  });
  console.log("all ms", all / 1000);
  const rows = [...total].sort((a, b) => b[1] - a[1]).filter(([name]) => /app::|shared::/.test(name)).slice(0, 70);
  for (const [name, t] of rows) console.log((t / all * 100).toFixed(1), name.slice(0, 230));
  await context.close();
});
