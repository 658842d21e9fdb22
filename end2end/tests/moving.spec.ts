// Moving conditions and groups: by drag, by menu, by dialog and by keys, always with the same outcome.
import { expect, test } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";

// High enough that nothing has to scroll, unless that is what is tested.
test.use({ viewport: { width: 1440, height: 1600 } });

const is = (key: string, value: string) => ({ attribute: { key, test: { text: { is: { value } } } } });
const plan = is("plan", "pro");
const country = is("country", "CH");
const name = { property: { name: { contains: { value: "ar" } } } };
const seats = { attribute: { key: "seats", test: { number: { at_least: 3 } } } };
const email = { property: { email: { contains: { value: "member" } } } };

/** plan; any(country; name); seats */
const root = { all: [plan, { any: [country, name] }, seats] };
const start = "all(plan is pro; any(country is CH; Name contains ar); seats is at least 3)";

const outcomes: {
  title: string;
  tree: string;
  drag: (builder: Builder) => Promise<void>;
}[] = [
  {
    title: "before a condition",
    tree: "all(seats is at least 3; plan is pro; any(country is CH; Name contains ar))",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("seats is at least 3")), builder.condition("plan is pro"), { y: 0.1 }),
  },
  {
    title: "after a condition",
    tree: "all(any(country is CH; Name contains ar); seats is at least 3; plan is pro)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("plan is pro")), builder.condition("seats is at least 3"), { y: 0.9 }),
  },
  {
    title: "into a group",
    tree: "all(any(country is CH; plan is pro; Name contains ar); seats is at least 3)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("plan is pro")), builder.condition("Name contains ar"), { y: 0.1 }),
  },
  {
    title: "out of its group",
    tree: "all(plan is pro; any(country is CH); Name contains ar; seats is at least 3)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("Name contains ar")), builder.condition("seats is at least 3"), { y: 0.1 }),
  },
  {
    title: "onto a condition, which makes a group of both",
    tree: "all(any(plan is pro; seats is at least 3); any(country is CH; Name contains ar))",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("seats is at least 3")), builder.condition("plan is pro"), { y: 0.5 }),
  },
  {
    title: "a whole group",
    tree: "all(any(country is CH; Name contains ar); plan is pro; seats is at least 3)",
    drag: (builder) => builder.drag(builder.grip(builder.groups().first()), builder.condition("plan is pro"), { y: 0.1 }),
  },
];

for (const { title, tree, drag } of outcomes) {
  test(`dragged ${title}`, async ({ filtering, audience }) => {
    const builder = await new Builder(filtering).openWith(audience.api, root);
    expect(await builder.tree()).toBe(start);
    await drag(builder);
    // Resting on a condition offers a group of both.
    await expect(filtering.locator(title.startsWith("onto") ? ".drop-frame" : ".drop-line")).toBeVisible();
    // A group is shown as one line while it is dragged.
    expect(await builder.conditions().count(), "nothing moves before the drop").toBe(title === "a whole group" ? 2 : 4);
    await filtering.mouse.up();
    await expect.poll(() => builder.tree()).toBe(tree);
    await expect(builder.region.locator(".drag-handle:focus")).toHaveCount(1);
    await builder.undo.click();
    await expect.poll(() => builder.tree()).toBe(start);
    await builder.redo.click();
    await expect.poll(() => builder.tree()).toBe(tree);
  });
}

test("Alt copies, Escape gives up, and outside of the builder nothing happens", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  const toTop = () =>
    builder.drag(builder.grip(builder.condition("seats is at least 3")), builder.condition("plan is pro"), { y: 0.1 });
  await toTop();
  await filtering.keyboard.press("Escape");
  await filtering.mouse.up();
  expect(await builder.tree()).toBe(start);
  await expect(builder.status).toHaveText(/Move cancelled/);

  await toTop();
  await filtering.mouse.move(700, 20, { steps: 4 });
  await filtering.mouse.up();
  expect(await builder.tree()).toBe(start);

  await filtering.keyboard.down("Alt");
  await toTop();
  await expect(filtering.locator(".drag-copy")).toBeVisible();
  await filtering.mouse.up();
  await filtering.keyboard.up("Alt");
  await expect
    .poll(() => builder.tree())
    .toBe("all(seats is at least 3; plan is pro; any(country is CH; Name contains ar); seats is at least 3)");
});

test("what cannot be is refused with its reason", async ({ filtering, audience }) => {
  let deep: unknown = { all: [country, name] };
  for (let level = 2; level < 8; level += 1) {
    deep = level % 2 === 0 ? { any: [deep, email] } : { all: [deep, email] };
  }
  await filtering.setViewportSize({ width: 1440, height: 3000 });
  const builder = await new Builder(filtering).openWith(audience.api, { all: [plan, { any: [seats, email] }, deep] });
  const before = await builder.tree();
  await builder.drag(builder.grip(builder.groups().first()), builder.condition("country is CH"), { y: 0.1 });
  await expect(filtering.locator(".drag-refused")).toContainText("nested 8 deep");
  await filtering.mouse.up();
  expect(await builder.tree()).toBe(before);
});

test("the menu of a grip does what a drag does", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  const choose = async (words: string, item: string) => {
    await builder.grip(builder.condition(words)).click();
    await filtering.getByRole("menuitem", { name: item, exact: true }).click();
    await filtering.keyboard.press("Escape");
  };
  await choose("plan is pro", "Move into group below");
  await expect
    .poll(() => builder.tree())
    .toBe("all(any(plan is pro; country is CH; Name contains ar); seats is at least 3)");
  await choose("plan is pro", "Move out of group");
  await expect
    .poll(() => builder.tree())
    .toBe("all(any(country is CH; Name contains ar); plan is pro; seats is at least 3)");
  await choose("plan is pro", "Group with next");
  await expect
    .poll(() => builder.tree())
    .toBe("all(any(country is CH; Name contains ar); any(plan is pro; seats is at least 3))");
  await choose("country is CH", "Move down");
  await expect
    .poll(() => builder.tree())
    .toBe("all(any(Name contains ar; country is CH); any(plan is pro; seats is at least 3))");
});

test("a menu stays with its condition, so that a move can be repeated", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [plan, country, name, seats] });
  await builder.grip(builder.condition("seats is at least 3")).focus();
  await filtering.keyboard.press("Enter");
  for (let step = 0; step < 3; step += 1) {
    await expect(filtering.getByRole("menuitem", { name: "Move up" })).toBeFocused();
    await filtering.keyboard.press("Enter");
  }
  await expect.poll(() => builder.tree()).toBe("all(seats is at least 3; plan is pro; country is CH; Name contains ar)");
  await expect(filtering.getByRole("menuitem", { name: "Move up" })).toHaveAttribute("aria-disabled", "true");
  await filtering.keyboard.press("Escape");
  await expect(builder.grip(builder.condition("seats is at least 3"))).toBeFocused();
});

test("Move to... asks for a group and a place", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  await builder.condition("seats is at least 3").getByRole("button", { name: /^Options for/ }).click();
  await filtering.getByRole("menuitem", { name: /^Move to/ }).click();
  const dialog = filtering.getByRole("dialog", { name: /^Move/ });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("radio", { name: /^Group 1/ }).check();
  await dialog.getByRole("combobox").selectOption({ index: 0 });
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect
    .poll(() => builder.tree())
    .toBe("all(plan is pro; any(seats is at least 3; country is CH; Name contains ar))");
  await expect(builder.condition("seats is at least 3").getByRole("button", { name: /^(Options for|Move) / }).first()).toBeVisible();
});

test("keys move in the order that is seen, in and out of groups", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  const grip = builder.grip(builder.condition("plan is pro"));
  const press = async (key: string, tree: string) => {
    await filtering.keyboard.press(`Alt+Shift+${key}`);
    await expect.poll(() => builder.tree()).toBe(tree);
    await expect(grip).toBeFocused();
  };
  await grip.focus();
  await press("ArrowDown", "all(any(plan is pro; country is CH; Name contains ar); seats is at least 3)");
  await press("ArrowDown", "all(any(country is CH; plan is pro; Name contains ar); seats is at least 3)");
  await press("ArrowLeft", "all(any(country is CH; Name contains ar); plan is pro; seats is at least 3)");
  await press("ArrowDown", "all(any(country is CH; Name contains ar); seats is at least 3; plan is pro)");
  await press("ArrowRight", "all(any(country is CH; Name contains ar); any(seats is at least 3; plan is pro))");
  await filtering.keyboard.press("Alt+Shift+ArrowDown");
  await filtering.keyboard.press("Alt+Shift+ArrowDown");
  await expect(builder.status).not.toHaveText("");
  await expect(grip).toBeFocused();
});

test("a drag near the edge scrolls the builder", async ({ filtering, audience }) => {
  await filtering.setViewportSize({ width: 1440, height: 900 });
  const many = Array.from({ length: 20 }, (_, index) => is("plan", `value-${index}`));
  const builder = await new Builder(filtering).openWith(audience.api, { all: many });
  const body = builder.region.locator(".builder-body");
  await builder.drag(builder.grip(builder.condition("plan is value-0")), body, { y: 0.99 });
  await expect.poll(() => body.evaluate((element) => element.scrollTop)).toBeGreaterThan(200);
  await filtering.keyboard.press("Escape");
  await filtering.mouse.up();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 1440, height: 1600 } });

  test("a finger that rests on a grip drags", async ({ filtering, audience }) => {
    const builder = await new Builder(filtering).openWith(audience.api, root);
    const from = await builder.grip(builder.condition("seats is at least 3")).boundingBox();
    const to = await builder.condition("plan is pro").boundingBox();
    if (from === null || to === null) {
      throw new Error("there is nothing to drag");
    }
    const devtools = await filtering.context().newCDPSession(filtering);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number, y: number) =>
      devtools.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
    await touch("touchStart", x, y);
    await expect(filtering.locator(".drag-card")).toBeVisible();
    for (let step = 1; step <= 8; step += 1) {
      await touch("touchMove", x + 60, y + ((to.y + 3 - y) * step) / 8);
    }
    await expect(filtering.locator(".drop-line")).toBeVisible();
    await touch("touchEnd", 0, 0);
    await expect.poll(() => builder.tree()).toBe("all(seats is at least 3; plan is pro; any(country is CH; Name contains ar))");
  });
});
