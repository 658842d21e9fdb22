// The profile panel: its head, its ways in and out, its tabs and what is on them.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { audience, stalled, survey, tour } from "../fixtures/audience.ts";
import { expect, test } from "../fixtures/test.ts";
import { Panel } from "../pages/panel.ts";
import { UsersPage } from "../pages/users.ts";
import type { Page } from "@playwright/test";

const someone = (test: (person: (typeof audience)[number]) => boolean) => {
  const person = audience.find(test);
  if (person === undefined) {
    throw new Error("nobody is like that");
  }
  return person;
};
/** Saw the tour and went on to another step, but did not complete it. */
const stuck = someone(({ tour, number }) => tour === "seen" && number < 25);
/** Completed the tour, and answered both questions. */
const talkative = someone(({ tour, score, reason }) => tour === "completed" && score !== undefined && reason !== undefined);

async function open(page: Page, name: string, query = ""): Promise<Panel> {
  const users = new UsersPage(page);
  await users.opened(`?q=${encodeURIComponent(name)}${query}`);
  await users.name(name).click();
  return new Panel(page).shows(name);
}

test("the keyboard leads into the panel, through its tabs, through users, and back", async ({ filtering }) => {
  const users = await new UsersPage(filtering).opened();
  const panel = new Panel(filtering);
  const names = await users.names().allInnerTexts();
  await filtering.keyboard.press("j");
  await filtering.keyboard.press("Enter");
  await panel.shows(names[0] ?? "");
  await expect(panel.title).toBeFocused();
  await expect(panel.root).toContainText(`1 of ${audience.length}`);

  await panel.tab("Data").focus();
  await filtering.keyboard.press("ArrowRight");
  await expect(panel.tab("Activity")).toBeFocused();
  await expect(panel.tab("Activity")).toHaveAttribute("aria-selected", "true");
  await expect(filtering).toHaveURL(/ptab=activity/);
  await filtering.keyboard.press("End");
  await expect(panel.tab("Responses")).toBeFocused();
  await filtering.keyboard.press("ArrowRight");
  await expect(panel.tab("Data")).toBeFocused();
  await filtering.keyboard.press("ArrowRight");

  await filtering.keyboard.press("j");
  await panel.shows(names[1] ?? "");
  await expect(panel.tab("Activity")).toHaveAttribute("aria-selected", "true");
  await expect(panel.tab("Activity")).toBeFocused();
  await filtering.keyboard.press("F6");
  await expect(users.name(names[1] ?? "")).toBeFocused();
  await filtering.keyboard.press("j");
  await panel.shows(names[2] ?? "");
  await expect(users.name(names[2] ?? "")).toBeFocused();
  await filtering.keyboard.press("Shift+F6");
  await expect(panel.title).toBeFocused();
  await filtering.keyboard.press("k");
  await panel.shows(names[1] ?? "");
  await expect(panel.title).toBeFocused();

  await filtering.keyboard.press("Escape");
  await expect(panel.root).toHaveCount(0);
  await expect(users.name(names[1] ?? "")).toBeFocused();
  await expect(filtering).not.toHaveURL(/user=|ptab=/);
});

test("the mouse leaves the focus where it is, and Back closes", async ({ filtering }) => {
  const users = new UsersPage(filtering);
  await users.listen();
  await users.opened();
  const names = await users.names().allInnerTexts();
  const panel = new Panel(filtering);
  await users.name(names[0] ?? "").click();
  await panel.shows(names[0] ?? "");
  await expect(users.name(names[0] ?? "")).toBeFocused();
  await expect.poll(() => users.told()).toContain(`Profile of ${names[0]} opened`);
  await panel.button("Next user").click();
  await panel.shows(names[1] ?? "");
  await expect(panel.button("Next user")).toBeFocused();
  await expect(panel.root).toContainText(`2 of ${audience.length}`);
  await filtering.goBack();
  await expect(panel.root).toHaveCount(0);
});

test("a link opens the panel on its tab, with the focus on the name", async ({ filtering }) => {
  const panel = await open(filtering, talkative.name);
  await panel.tab("Responses").click();
  const link = filtering.url();
  await filtering.goto("/segments");
  await filtering.goto(link);
  await panel.shows(talkative.name);
  await expect(panel.title).toBeFocused();
  await expect(panel.tab("Responses")).toHaveAttribute("aria-selected", "true");
});

test("data: cards, segments, attributes searched, shown by kind", async ({ filtering }) => {
  const panel = await open(filtering, stuck.name);
  await expect(panel.root.getByRole("term")).toHaveText(["First seen", "Last seen", "Experiences seen"]);
  await expect(panel.segment(stalled)).toHaveAttribute("href", /\/segments\/\d+/);
  await expect(panel.attribute("plan")).toContainText(stuck.plan);
  await expect(panel.attribute("plan")).toContainText("Server");
  await expect(panel.attribute("beta")).toContainText(stuck.number % 2 === 0 ? "true" : "false");
  await expect(panel.attribute("roles").getByRole("listitem").first()).toBeVisible();
  const search = panel.root.getByRole("textbox", { name: "Search attributes by name and value" });
  await search.fill("plan");
  await expect(panel.root.locator("mark")).toHaveText(["plan"]);
  await expect(panel.root.locator(".attribute-tools").getByText(/^1 of \d+$/)).toBeVisible();
  await search.fill("@EXAMPLE");
  await expect(panel.attribute("Email")).toBeVisible();
  await search.press("Escape");
  await expect(search).toHaveValue("");
  await expect(panel.title).toBeVisible();
  await panel.attribute("plan").hover();
  await panel.button("Filter for this value of plan").click();
  await expect(filtering.getByText(`“plan is ${stuck.plan}” added to the filter`).first()).toBeVisible();
});

test("empty attributes are shown on wish", async ({ filtering }) => {
  const nowhere = someone(({ country }) => country === undefined);
  const panel = await open(filtering, nowhere.name);
  await expect(panel.attribute("plan")).toBeVisible();
  await expect(panel.attribute("country")).toHaveCount(0);
  await panel.root.getByRole("checkbox", { name: "Show empty" }).check();
  await expect(panel.attribute("country")).toContainText("none");
});

test("activity: days, progress, filters, and events on a switch", async ({ filtering }) => {
  const exporter = someone(({ tour, exports }) => tour === "completed" && exports > 1);
  const panel = await open(filtering, exporter.name);
  await panel.tab("Activity").click();
  const entries = panel.timeline().locator(".entry");
  await expect(entries.filter({ hasText: tour.name })).not.toHaveCount(0);
  await expect(panel.timeline().getByRole("heading", { level: 3 }).first()).toBeVisible();
  await expect(entries.filter({ hasText: "Completed" })).toContainText(`${tour.steps}/${tour.steps} steps`);
  await expect(panel.root.getByRole("progressbar").first()).toBeVisible();
  await panel.button("Completed").click();
  await expect(panel.button("Completed")).toHaveAttribute("aria-pressed", "true");
  await expect(entries).toHaveCount(1);
  await panel.button("All").click();
  await panel.root.getByRole("switch", { name: "Show events" }).check();
  await expect(entries.filter({ hasText: "export" })).toHaveCount(exporter.exports);
  await expect(entries.filter({ hasText: "export" }).first()).toContainText(`format ${exporter.format}`);
  await expectAccessible(filtering);
});

test("responses: who answered the same is one click away", async ({ filtering }) => {
  const panel = await open(filtering, talkative.name);
  await panel.tab("Responses").click();
  const cards = panel.responses().getByRole("listitem").filter({ has: filtering.getByRole("heading", { level: 4 }) });
  await expect(cards).toHaveCount(2);
  const score = cards.filter({ hasText: "How likely" });
  const word = (talkative.score ?? 0) >= 9 ? "Promoter" : (talkative.score ?? 0) >= 7 ? "Passive" : "Detractor";
  await expect(score).toContainText(survey.name);
  await expect(score).toContainText(word);
  await panel.root.getByRole("textbox", { name: "Search responses" }).fill("matters");
  await expect(cards).toHaveCount(1);
  await expect(cards).toContainText(talkative.reason ?? "");
  await expectAccessible(filtering);
  await cards.getByRole("button", { name: "Find everyone who answered this" }).click();
  await expect(filtering.getByText(/added to the filter/).first()).toBeVisible();
});

test("an id is copied, and selected where it cannot be", async ({ filtering }) => {
  const users = new UsersPage(filtering);
  await users.listen();
  const panel = await open(filtering, stuck.name);
  await filtering.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await panel.button("Copy user ID").click();
  await expect.poll(() => users.told()).toContain("User ID copied");
  expect(await filtering.evaluate(() => navigator.clipboard.readText())).toBe(stuck.id);
  await filtering.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await panel.button("Copy user ID").click();
  await expect.poll(() => users.told()).toContain("Press Ctrl+C to copy");
  expect(await filtering.evaluate(() => getSelection()?.toString())).toBe(stuck.id);
});

test("the width is moved with keys and kept", async ({ filtering }) => {
  const panel = await open(filtering, stuck.name);
  const line = panel.root.getByRole("separator", { name: "Width of the profile" });
  await line.focus();
  await filtering.keyboard.press("Shift+ArrowLeft");
  await expect(line).toHaveAttribute("aria-valuenow", "544");
  await expect.poll(async () => (await panel.root.boundingBox())?.width).toBe(544);
  await filtering.keyboard.press("End");
  await expect(line).toHaveAttribute("aria-valuenow", "720");
  await filtering.reload();
  await panel.shows(stuck.name);
  await expect.poll(async () => (await panel.root.boundingBox())?.width).toBe(720);
});

test("the width is dragged", async ({ filtering }) => {
  const panel = await open(filtering, stuck.name);
  const line = panel.root.getByRole("separator", { name: "Width of the profile" });
  // The panel slides in: the line is where it stays once that is over.
  await panel.root.evaluate((root) => Promise.all(root.getAnimations().map((animation) => animation.finished)));
  const place = await line.boundingBox();
  const [x, y] = [(place?.x ?? 0) + (place?.width ?? 0) / 2, (place?.y ?? 0) + 300];
  const before = (await panel.root.boundingBox())?.width ?? 0;
  await filtering.mouse.move(x, y);
  await filtering.mouse.down();
  await filtering.mouse.move(x - 50, y, { steps: 5 });
  await filtering.mouse.move(x - 100, y, { steps: 5 });
  await filtering.mouse.up();
  const wider = () => panel.root.boundingBox().then((box) => Math.abs((box?.width ?? 0) - before - 100) < 8);
  await expect.poll(wider, "as far as the pointer went").toBe(true);
  await filtering.mouse.move(x - 300, y);
  expect(await wider(), "what was let go stays").toBe(true);
});

test("one part that fails leaves the others alone", async ({ filtering }) => {
  await filtering.route("**/activity?*", (route) => route.abort());
  const panel = await open(filtering, talkative.name);
  await expect(panel.attribute("plan")).toBeVisible();
  await panel.tab("Activity").click();
  await expect(panel.root.getByText("The activity could not be loaded")).toBeVisible();
  await expectAccessible(filtering);
  await panel.tab("Responses").click();
  await expect(panel.responses()).toContainText(survey.name);
  await filtering.unroute("**/activity?*");
  await panel.tab("Activity").click();
  await expect(panel.timeline()).toContainText(tour.name);
});

test("nobody is there", async ({ filtering }) => {
  await filtering.goto("/users?user=999999999");
  const panel = new Panel(filtering);
  await expect(panel.root.getByText("This user no longer exists")).toBeVisible();
  await expectAccessible(filtering);
  await panel.root.getByRole("button", { name: "Close", exact: true }).click();
  await expect(panel.root).toHaveCount(0);
});

test("on a narrow screen the panel gives way to the filter that it added to", async ({ filtering }) => {
  await filtering.setViewportSize({ width: 390, height: 844 });
  const panel = await open(filtering, stuck.name);
  await panel.button("Filter for this value of plan").click();
  await expect(panel.root).toHaveCount(0);
  await expect(filtering.getByText(`“plan is ${stuck.plan}” added to the filter`).first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`it is accessible, ${colorScheme}, ${width}`, async ({ filtering }) => {
      await filtering.emulateMedia({ colorScheme });
      await filtering.setViewportSize({ width, height: 844 });
      const panel = await open(filtering, talkative.name);
      if (width === 390) {
        await expect(filtering.getByRole("dialog")).toBeVisible();
      }
      for (const [tab, shown] of [
        ["Data", panel.attribute("plan")],
        ["Activity", panel.timeline().locator(".entry").first()],
        ["Responses", panel.responses().getByRole("heading").first()],
      ] as const) {
        await panel.tab(tab).click();
        await expect(shown).toBeVisible();
        await expectAccessible(filtering);
        await expectTargetSizes(filtering);
        await expectNoSidewaysScroll(filtering);
      }
    });
  }
}
