// Whatever is done in the builder, the focus is somewhere a person can go on from.
import { expect, test } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";

test.use({ viewport: { width: 1440, height: 1600 } });

const is = (key: string, value: string) => ({ attribute: { key, test: { text: { is: { value } } } } });
const name = (value: string) => ({ property: { name: { contains: { value } } } });
const root = { all: [is("plan", "pro"), { any: [is("country", "CH"), name("ar")] }, is("country", "DE")] };

test("the focus is never lost", async ({ filtering: page, audience }) => {
  const builder = await new Builder(page).openWith(audience.api, root);
  const region = builder.region;
  const plan = () => builder.condition("plan is pro");
  const inner = () => builder.condition("country is CH");
  const group = () => builder.groups().first();
  const item = (label: string | RegExp) => page.getByRole("menuitem", { name: label, exact: true });
  const menu = async (of: "condition" | "group", label: string | RegExp) => {
    const node = of === "condition" ? plan() : group().locator(".group-head");
    await node.getByRole("button", { name: /^Options for/ }).click();
    await item(label).click();
  };
  /** The element that has the focus, in words; empty where it is lost. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const isLost = element === null || element === document.body || !element.checkVisibility();
      return isLost ? "" : (element.getAttribute("aria-label") ?? element.id) || element.textContent || "?";
    });
  const kept = async (what: string, wanted: string | RegExp, act: () => Promise<unknown>) => {
    await act();
    await expect.poll(focused, `after: ${what}`).toMatch(wanted);
    // It stays there once everything is drawn.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await focused(), `after: ${what}`).toMatch(wanted);
  };
  const key = (keys: string) => () => page.keyboard.press(keys);

  await kept("add a condition", "Search fields", () => region.getByRole("button", { name: "Add condition" }).last().click());
  await kept("leave the picker", "Field, Choose a field", key("Escape"));
  await kept("undo the condition", /./, key("Control+z"));
  await kept("add a group", "Add condition", () => region.getByRole("button", { name: "Add group" }).last().click());
  await kept("undo the group", /./, () => builder.undo.click());
  await kept("redo", /./, () => builder.redo.click());
  await kept("undo again", /./, () => builder.undo.click());

  await kept("duplicate by the menu", /^Options for condition plan is pro/, () => menu("condition", "Duplicate"));
  await kept("take the copy back", /./, () => builder.undo.click());
  await plan().getByRole("button", { name: /^Move / }).focus();
  await kept("duplicate by keys", /^Move condition plan is pro/, key("Control+d"));
  await kept("remove by a key", /^(Field|Move) /, key("Delete"));
  await plan().getByRole("button", { name: /^Move / }).focus();
  await kept("mute", /^Move condition plan is pro/, key("m"));
  await kept("unmute", /^Move condition plan is pro/, key("m"));
  await kept("move down, into the group", /^Move condition plan is pro/, key("Alt+Shift+ArrowDown"));
  await kept("move out", /^Move condition plan is pro/, key("Alt+Shift+ArrowUp"));

  await kept("the word between, chosen", /^(AND|OR) between/, async () => {
    await region.getByRole("button", { name: /^OR between/ }).click();
    await page.getByRole("menuitemradio", { name: /^All of these/ }).click();
  });
  await kept("split", /^(AND|OR) between/, async () => {
    await region.getByRole("button", { name: /between 3 conditions of the main group/ }).first().click();
    await item(/^Split here/).click();
  });
  await kept("undo the split", /./, () => builder.undo.click());
  await kept("undo the word", /./, () => builder.undo.click());
  await kept("none of a group", /^Match none of/, async () => {
    await group().getByRole("button", { name: /^Match any of/ }).click();
    await page.getByRole("menuitemradio", { name: /^None of these/ }).click();
  });
  await kept("NOT off", /^Options for group 1/, () => menu("group", "Switch NOT off"));
  await kept("collapse", /^Options for group 1/, () => menu("group", "Collapse"));
  await kept("expand by its line", /^Match any of/, () => group().locator(".folded").click());
  await kept("rename", /^Options for group 1, Beta/, async () => {
    await menu("group", /^Rename/);
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Beta");
    await page.keyboard.press("Enter");
  });
  await kept("Move to..., given up", /^Options for condition plan is pro/, async () => {
    await menu("condition", /^Move to/);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });
  await kept("Move to..., done", /^Move condition plan is pro/, async () => {
    await menu("condition", /^Move to/);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Group 1/ }).check();
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
  });
  await kept("undo the move", /^Move condition plan is pro/, () => builder.undo.click());
  await kept("ungroup", /^Move condition country is CH/, () => menu("group", "Ungroup"));
  await kept("undo ungroup", /./, () => builder.undo.click());

  await kept("remove a condition by its button", /^Field, Name/, () =>
    inner().getByRole("button", { name: /^Remove condition/ }).click(),
  );
  await kept("remove the last of a group", /./, () =>
    builder.condition("Name contains ar").getByRole("button", { name: /^Remove condition/ }).click(),
  );
  await expect(builder.groups()).toHaveCount(0);
  await kept("words, shown", "Filter in words", () => region.getByRole("button", { name: "Filter in words" }).click());
  await kept("Save as..., given up", /Save as/, async () => {
    await region.getByRole("button", { name: "Save as..." }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });
  await kept("apply", /Apply|apply/, () => builder.apply.click());
  await kept("close the builder", /^Filter$/, () => region.getByRole("button", { name: "Collapse" }).click());
  const bar = page.getByRole("region", { name: "Filter", exact: true });
  await kept("remove a chip", /./, () => bar.getByRole("button", { name: /^Remove plan is/i }).click());
  await kept("clear", "Add to the filter", () => bar.getByRole("button", { name: "Clear" }).click());
  await kept("open by a key", "Add condition", key("f"));
  await kept("remove all there is", /./, async () => {
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await builder.conditions().first().getByRole("button", { name: /^Remove condition/ }).click();
  });
});
