// Building a segment: the builder with its number and first users, saving with its impact, leaving, drafts, history.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { audience as people, howMany } from "../fixtures/audience.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";
import { SegmentEditor, SegmentsPage } from "../pages/segments.ts";

const plan = (value: string) => ({ attribute: { key: "plan", test: { text: { is: { value } } } } });
const isPro = howMany((person) => person.plan === "pro");
const isTeam = howMany((person) => person.plan === "team");

/** A segment of one test, deleted whatever comes, with all others that have the test's word in their name. */
async function withSegment(
  { api }: Workspace,
  root: unknown,
  work: (id: string, word: string) => Promise<void>,
): Promise<void> {
  const word = Date.now().toString(36);
  const id = await api.createSegment(`Crew ${word}`, root);
  try {
    await work(id, word);
  } finally {
    const own = (await api.segments()).filter((segment) => segment.name.includes(word));
    for (const { segment_id } of [...own].reverse()) {
      await api.deleteSegment(segment_id).catch(() => undefined);
    }
    for (const { segment_id } of own) {
      await api.deleteSegment(segment_id).catch(() => undefined);
    }
  }
}

test("a segment is built, seen and saved, by keyboard", async ({ filtering, audience }) => {
  await filtering.goto("/segments/new");
  const editor = new SegmentEditor(filtering);
  const builder = new Builder(filtering);
  await expect(editor.title).toHaveText("New segment");
  await builder.region.getByRole("button", { name: "Add condition" }).focus();
  await filtering.keyboard.press("Enter");
  await builder.pick("plan");
  await builder.value(builder.conditions().first()).fill("pro");
  await filtering.keyboard.press("Enter");
  await builder.counts(isPro);
  await expect(editor.found.getByRole("row")).toHaveCount(11);
  await filtering.keyboard.press("Control+Enter");
  await expect(editor.name).toBeFocused();
  await expect(filtering.getByText("Give the segment a name.")).toBeVisible();
  const title = `Professionals ${Date.now()}`;
  await filtering.keyboard.type(title);
  await editor.description.fill("They pay.");
  await filtering.getByRole("radio", { name: "Rocket" }).focus();
  await filtering.keyboard.press("Space");
  await filtering.keyboard.press("Control+Enter");
  await expect(filtering).toHaveURL(/\/segments\/\d+$/);
  await expect(editor.title).toHaveText(title);
  await expect(editor.title).toBeFocused();
  await expect(editor.history).toContainText("Created with: plan is pro");
  const saved = (await audience.api.segments()).find((segment) => segment.name === title);
  expect(saved).toMatchObject({ users: isPro, description: "They pay.", icon: "rocket" });
  await audience.api.deleteSegment(saved?.segment_id ?? "");
});

test("what is not finished is not saved, and led to", async ({ filtering }) => {
  await filtering.goto("/segments/new");
  const editor = new SegmentEditor(filtering);
  const builder = new Builder(filtering);
  await builder.addTo();
  await builder.pick("plan");
  await editor.name.fill("Unfinished");
  await editor.save.click();
  const refusal = filtering.getByRole("alert").filter({ hasText: "1 condition is not finished" });
  await expect(refusal).toBeVisible();
  await expect(builder.conditions().first().locator(":focus")).toBeVisible();
  await editor.name.focus();
  await refusal.getByRole("button").click();
  await expect(builder.conditions().first().locator(":focus")).toBeVisible();
  await editor.discard.click();
  await expect(filtering).toHaveURL(/\/segments$/);
});

test("before other conditions take effect, who joins and leaves is told", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    await audience.api.createSegment(`Dependent ${word}`, { segment: { id, member: true } });
    const editor = await new SegmentEditor(filtering).opened(id);
    const builder = new Builder(filtering);
    await expect(filtering.getByText("Used in the conditions of 1 segment:")).toBeVisible();
    await builder.operator(builder.conditions().first(), "is not");
    const others = people.length - isPro;
    await builder.counts(others);
    await editor.save.click();
    const told = `Used in 1 segment; ${isPro} → ${others} users (+${Math.round((others / isPro - 1) * 100)}%): ${others} join, ${isPro} leave.`;
    await expect(editor.impact).toContainText(told);
    await expect(editor.impact).toContainText(`“Dependent ${word}” uses it`);
    await expectAccessible(filtering);
    await filtering.keyboard.press("Escape");
    expect((await audience.api.segments()).find(({ segment_id }) => segment_id === id)?.users).toBe(isPro);
    await editor.save.click();
    await editor.impact.getByRole("button", { name: "Save segment" }).click();
    await expect(editor.impact).toBeHidden();
    await expect(editor.title).toBeFocused();
    await expect(editor.history.getByRole("listitem")).toHaveCount(2);
    await expect(editor.history.getByRole("listitem").first()).toContainText("Before: plan is pro");
    // And back: at once, by the toast.
    await new SegmentsPage(filtering).notifications.getByRole("button", { name: "Undo" }).click();
    await expect(editor.history.getByRole("listitem")).toHaveCount(3);
    expect((await audience.api.segments()).find(({ segment_id }) => segment_id === id)?.users).toBe(isPro);
  });
});

test("only names and looks are saved without a question", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    const editor = await new SegmentEditor(filtering).opened(id);
    await expect(editor.save).toHaveAttribute("aria-disabled", "true");
    await editor.name.fill(`Renamed ${word}`);
    await filtering.getByRole("radio", { name: "red", exact: true }).check({ force: true });
    await expect(filtering.getByText("Not saved")).toBeVisible();
    await editor.save.click();
    await expect(editor.title).toHaveText(`Renamed ${word}`);
    await expect(filtering.getByText("Not saved")).toBeHidden();
    const [saved] = (await audience.api.segments()).filter(({ segment_id }) => segment_id === id);
    expect(saved).toMatchObject({ name: `Renamed ${word}`, color: "red" });
    await editor.saveAsNew.click();
    await expect(editor.title).toHaveText(`Renamed ${word} copy`);
    await expect(filtering).not.toHaveURL(`/segments/${id}`);
  });
});

test("a name that is taken is told beside the name", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (_, word) => {
    await filtering.goto("/segments/new");
    const editor = new SegmentEditor(filtering);
    await editor.name.fill(`crew ${word}`);
    await editor.save.click();
    await expect(editor.name).toHaveAccessibleDescription(/There is a segment/);
    await expect(editor.name).toBeFocused();
    await editor.discard.click();
  });
});

test("leaving with changes is asked about, by links and by Back", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    await new SegmentsPage(filtering).opened();
    await filtering.getByRole("link", { name: `Crew ${word}`, exact: true }).click();
    const editor = new SegmentEditor(filtering);
    await expect(editor.name).toHaveValue(`Crew ${word}`);
    await editor.name.fill(`Changed ${word}`);
    await filtering.getByRole("link", { name: "All segments" }).click();
    await expect(editor.leave).toContainText(`The changes to “Changed ${word}” are not saved.`);
    await expectAccessible(filtering);
    await expect(editor.leave.getByRole("button", { name: "Cancel" })).toBeFocused();
    await filtering.keyboard.press("Escape");
    await expect(filtering).toHaveURL(`/segments/${id}`);
    await filtering.goBack();
    await expect(editor.leave).toBeVisible();
    await expect(filtering).toHaveURL(`/segments/${id}`);
    await expect(editor.name).toHaveValue(`Changed ${word}`);
    await editor.leave.getByRole("button", { name: "Leave without saving" }).click();
    await expect(filtering).toHaveURL(/\/segments$/);
    // What was left is left: nothing comes back.
    await filtering.getByRole("link", { name: `Crew ${word}`, exact: true }).click();
    await expect(editor.name).toHaveValue(`Crew ${word}`);
  });
});

test("what was not saved is there again after the page was closed", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    const editor = await new SegmentEditor(filtering).opened(id);
    await editor.name.fill(`Changed ${word}`);
    await filtering.reload();
    await expect(editor.name).toHaveValue(`Changed ${word}`);
    const notice = filtering.getByRole("region", { name: "Unsaved changes" });
    await expect(notice).toContainText("were not saved");
    await notice.getByRole("button", { name: "Discard them" }).click();
    await expect(editor.name).toHaveValue(`Crew ${word}`);
    await expect(notice).toBeHidden();
    await editor.name.fill(`Again ${word}`);
    await editor.discard.click();
    await expect(editor.name).toHaveValue(`Crew ${word}`);
    await new SegmentsPage(filtering).notifications.getByRole("button", { name: "Undo" }).click();
    await expect(editor.name).toHaveValue(`Again ${word}`);
    await editor.discard.click();
  });
});

test("the history brings earlier conditions back, and sizes are drawn and told", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id) => {
    await audience.api.changeSegment(id, { filter: { version: 1, root: plan("team") } });
    const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
    await filtering.route(`**/api/segments/${id}/history`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { sizes: unknown[] };
      body.sizes = Array.from({ length: 90 }, (_, at) => ({ day: day(89 - at), users: 20 + ((at * 7) % 25) }));
      await route.fulfill({ json: body });
    });
    const editor = await new SegmentEditor(filtering).opened(id);
    const builder = new Builder(filtering);
    await builder.counts(isTeam);
    const chart = editor.history.getByRole("img", { name: /^Users: 20 on .*The table below has every day\.$/ });
    await expect(chart).toBeVisible();
    await editor.history.getByText("Show as a table").click();
    await expect(editor.history.getByRole("table").getByRole("row")).toHaveCount(91);
    await expectAccessible(filtering);
    await expectTargetSizes(filtering);
    await editor.history.getByRole("button", { name: "Use the conditions of version 1" }).click();
    await builder.counts(isPro);
    await expect(filtering.getByText("Not saved")).toBeVisible();
    await builder.undo.click();
    await builder.counts(isTeam);
    await expect(filtering.getByText("Not saved")).toBeHidden();
    await filtering.unrouteAll({ behavior: "ignoreErrors" });
  });
});

test("a segment cannot be used in itself, nor what uses it", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    const other = await audience.api.createSegment(`Other ${word}`, { segment: { id, member: true } });
    await new SegmentEditor(filtering).opened(id);
    const builder = new Builder(filtering);
    await builder.addTo();
    await builder.picker().fill(word);
    await expect(filtering.getByRole("option", { name: new RegExp(`Other ${word}`) })).toHaveAttribute("aria-disabled", "true");
    await expect(filtering.getByRole("option", { name: new RegExp(`Crew ${word}`) })).toHaveAttribute("aria-disabled", "true");
    await filtering.keyboard.press("Escape");
    // By the API it is refused with the path.
    const refused = await audience.api.tryChangeSegment(id, { filter: { version: 1, root: { segment: { id: other, member: true } } } });
    expect(refused).toContain(`Crew ${word} > Other ${word} > Crew ${word}`);
  });
});

test("a segment that does not exist says so", async ({ filtering }) => {
  await filtering.goto("/segments/999");
  await expect(filtering.getByRole("heading", { name: "This segment does not exist any more" })).toBeVisible();
  await expectAccessible(filtering);
  await filtering.getByRole("main").getByRole("link", { name: "All segments" }).click();
  await expect(filtering).toHaveURL(/\/segments$/);
});

test("opened from a segment, the filter can be edited, reverted, and made the segment's", async ({ filtering, audience }) => {
  await withSegment(audience, plan("pro"), async (id, word) => {
    await filtering.goto(`/users?seg=${id}`);
    const builder = new Builder(filtering);
    await builder.counts(isPro);
    const bar = filtering.getByRole("region", { name: "Filter" });
    await expect(bar).toContainText(`Crew ${word}`);
    await expect(bar.getByText(`Crew ${word} (edited)`)).toBeHidden();
    await bar.getByRole("button", { name: "Edit", exact: true }).click();
    await builder.operator(builder.conditions().first(), "is not");
    await builder.apply.click();
    await builder.region.getByRole("button", { name: "Collapse" }).click();
    await expect(bar.getByText(`Crew ${word} (edited)`)).toBeVisible();
    await bar.getByRole("button", { name: "Revert" }).click();
    await builder.counts(isPro);
    await filtering.goBack();
    await bar.getByRole("button", { name: "Update segment" }).click();
    const dialog = filtering.getByRole("dialog", { name: "Update segment" });
    await expect(dialog).toContainText(/\d+ join, \d+ leave/);
    await dialog.getByRole("button", { name: "Update segment" }).click();
    await expect(filtering).toHaveURL(`/users?seg=${id}`);
    await expect(bar.getByText(`Crew ${word} (edited)`)).toBeHidden();
    const [saved] = (await audience.api.segments()).filter(({ segment_id }) => segment_id === id);
    expect(saved?.users).not.toBe(isPro);
  });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`the editor at ${width} pixels, ${colorScheme}`, async ({ filtering, audience }) => {
      await filtering.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await filtering.emulateMedia({ colorScheme });
      await withSegment(audience, plan("pro"), async (id) => {
        const editor = await new SegmentEditor(filtering).opened(id);
        await new Builder(filtering).counts(isPro);
        await expect(editor.history.getByRole("listitem")).toHaveCount(1);
        await expectAccessible(filtering);
        await expectTargetSizes(filtering);
        await expectNoSidewaysScroll(filtering);
      });
      await filtering.goto("/segments/new");
      await expect(new SegmentEditor(filtering).name).toBeVisible();
      await expectAccessible(filtering);
      await expectNoSidewaysScroll(filtering);
    });
  }
}
