// Moving conditions and groups: by drag, by menu, by dialog and by keys, always with the same outcome.
import type { Locator } from "@playwright/test";
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

/** A step: whose grip, and the lines of its menu or the arrows that are pressed on it, in their order. */
type Steps = { of: (builder: Builder) => Locator; names: string[] }[];

const group = (builder: Builder) => builder.groups().first();
const of = (words: string) => (builder: Builder) => builder.condition(words);
const steps = (words: string, ...names: string[]): Steps => [{ of: of(words), names }];

/** What is dragged where, and the same by menus alone and by keys alone. */
const outcomes: {
  title: string;
  tree: string;
  drag: (builder: Builder) => Promise<void>;
  menu: Steps;
  keys: Steps;
}[] = [
  {
    title: "before a condition",
    tree: "all(seats is at least 3; plan is pro; any(country is CH; Name contains ar))",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("seats is at least 3")), builder.condition("plan is pro"), { y: 0.1 }),
    menu: steps("seats is at least 3", "Move up", "Move up"),
    keys: steps("seats is at least 3", ...Array.from({ length: 5 }, () => "ArrowUp")),
  },
  {
    title: "after a condition",
    tree: "all(any(country is CH; Name contains ar); seats is at least 3; plan is pro)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("plan is pro")), builder.condition("seats is at least 3"), { y: 0.9 }),
    menu: steps("plan is pro", "Move down", "Move down"),
    keys: steps("plan is pro", ...Array.from({ length: 5 }, () => "ArrowDown")),
  },
  {
    title: "into a group",
    tree: "all(any(country is CH; plan is pro; Name contains ar); seats is at least 3)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("plan is pro")), builder.condition("Name contains ar"), { y: 0.1 }),
    menu: steps("plan is pro", "Move into group below", "Move down"),
    keys: steps("plan is pro", "ArrowDown", "ArrowDown"),
  },
  {
    title: "first into a group, by its header",
    tree: "all(any(plan is pro; country is CH; Name contains ar); seats is at least 3)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("plan is pro")), group(builder).locator(".group-head"), { y: 0.7 }),
    menu: steps("plan is pro", "Move into group below"),
    keys: steps("plan is pro", "ArrowDown"),
  },
  {
    title: "out of its group",
    tree: "all(plan is pro; any(country is CH); Name contains ar; seats is at least 3)",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("Name contains ar")), builder.condition("seats is at least 3"), { y: 0.1 }),
    menu: steps("Name contains ar", "Move out of group"),
    keys: steps("Name contains ar", "ArrowLeft"),
  },
  {
    title: "after a group, left of its last condition",
    tree: "all(any(country is CH; Name contains ar); plan is pro; seats is at least 3)",
    drag: async (builder) => {
      const card = await group(builder).boundingBox();
      const last = await builder.condition("Name contains ar").boundingBox();
      // The gap between the card's edge and the line, as a share of the card's width.
      const x = ((last?.x ?? 0) - (card?.x ?? 0)) / 2 / (card?.width ?? 1);
      const y = ((last?.y ?? 0) + (last?.height ?? 0) * 0.9 - (card?.y ?? 0)) / (card?.height ?? 1);
      await builder.drag(builder.grip(builder.condition("plan is pro")), group(builder), { x, y });
    },
    menu: steps("plan is pro", "Move down"),
    keys: steps("plan is pro", "ArrowDown", "ArrowLeft"),
  },
  {
    title: "onto a condition, which makes a group of both",
    tree: "all(any(plan is pro; seats is at least 3); any(country is CH; Name contains ar))",
    drag: (builder) =>
      builder.drag(builder.grip(builder.condition("seats is at least 3")), builder.condition("plan is pro"), { y: 0.5 }),
    menu: steps("seats is at least 3", "Move up", "Group with previous"),
    keys: steps("seats is at least 3", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"),
  },
  {
    title: "a whole group",
    tree: "all(any(country is CH; Name contains ar); plan is pro; seats is at least 3)",
    drag: (builder) => builder.drag(builder.grip(group(builder)), builder.condition("plan is pro"), { y: 0.1 }),
    menu: [{ of: group, names: ["Move up"] }],
    keys: [{ of: group, names: ["ArrowUp"] }],
  },
  {
    title: "the last one out of a group, which goes with it",
    tree: "all(country is CH; Name contains ar; plan is pro; seats is at least 3)",
    drag: async (builder) => {
      const toTop = (words: string) =>
        builder.drag(builder.grip(builder.condition(words)), builder.condition("plan is pro"), { y: 0.1 });
      await toTop("country is CH");
      await builder.page.mouse.up();
      await expect.poll(() => builder.tree()).toContain("all(country is CH; plan is pro");
      await toTop("Name contains ar");
    },
    menu: [
      { of: of("country is CH"), names: ["Move out of group", "Move up", "Move up"] },
      { of: of("Name contains ar"), names: ["Move out of group", "Move up"] },
    ],
    keys: [
      { of: of("country is CH"), names: ["ArrowUp", "ArrowUp"] },
      { of: of("Name contains ar"), names: ["ArrowUp", "ArrowUp"] },
    ],
  },
];

for (const { title, tree, drag, menu, keys } of outcomes) {
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
    const isOneStep = !title.startsWith("the last");
    await builder.undo.click();
    await expect.poll(() => builder.tree()).toEqual(isOneStep ? start : expect.stringContaining("all(country is CH; plan"));
    await builder.redo.click();
    await expect.poll(() => builder.tree()).toBe(tree);
  });

  test(`by menus alone: ${title}`, async ({ filtering, audience }) => {
    const builder = await new Builder(filtering).openWith(audience.api, root);
    for (const { of, names } of menu) {
      const grip = builder.grip(of(builder));
      await grip.click();
      for (const name of names) {
        await filtering.getByRole("menuitem", { name, exact: true }).click();
      }
      // The menu stays with what was moved until it is left.
      await grip.click();
      await expect(filtering.getByRole("menu")).toBeHidden();
    }
    expect(await builder.tree()).toBe(tree);
    await expect(builder.region.locator(".drag-handle:focus")).toHaveCount(1);
  });

  test(`by keys alone: ${title}`, async ({ filtering, audience }) => {
    const builder = await new Builder(filtering).openWith(audience.api, root);
    for (const { of, names } of keys) {
      const grip = builder.grip(of(builder));
      await grip.focus();
      for (const name of names) {
        const before = await builder.tree();
        await filtering.keyboard.press(`Alt+Shift+${name}`);
        await expect.poll(() => builder.tree()).not.toBe(before);
        await expect(grip).toBeFocused();
      }
    }
    expect(await builder.tree()).toBe(tree);
  });
}

test("dragged onto + Group, and the same by Move to...", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  const alone = "all(any(country is CH; Name contains ar; all(plan is pro)); seats is at least 3)";
  const add = group(builder).getByRole("button", { name: "Add group" });
  await builder.drag(builder.grip(builder.condition("plan is pro")), add, { x: 0.5, y: 0.5 });
  await expect(filtering.locator(".drop-frame")).toBeVisible();
  await filtering.mouse.up();
  await expect.poll(() => builder.tree()).toBe(alone);
  await builder.undo.click();
  await expect.poll(() => builder.tree()).toBe(start);
  await builder.grip(builder.condition("plan is pro")).click();
  await filtering.getByRole("menuitem", { name: /^Move to/ }).click();
  const dialog = filtering.getByRole("dialog", { name: /^Move/ });
  await dialog.getByRole("radio", { name: "A new group with" }).check();
  await dialog.getByRole("combobox").selectOption({ label: "Nothing else yet, in group 1" });
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect.poll(() => builder.tree()).toBe(alone);
});

test("a collapsed group opens for what rests on it, an empty one takes what comes", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, root);
  await group(builder).getByRole("button", { name: /^Options for group 1/ }).click();
  await filtering.getByRole("menuitem", { name: "Collapse" }).click();
  await expect(builder.conditions()).toHaveCount(2);
  await builder.drag(builder.grip(builder.condition("plan is pro")), group(builder), { y: 0.5 });
  await expect(builder.condition("country is CH")).toBeVisible();
  await filtering.keyboard.press("Escape");
  await filtering.mouse.up();
  expect(await builder.tree()).toBe(start);
  await group(builder).getByRole("button", { name: "Add group" }).click();
  const empty = builder.groups().nth(1);
  await expect(empty).toContainText("Drop conditions here");
  await builder.drag(builder.grip(builder.condition("plan is pro")), empty.locator(".empty-group"), { y: 0.5 });
  await filtering.mouse.up();
  await expect
    .poll(() => builder.tree())
    .toBe("all(any(country is CH; Name contains ar; all(plan is pro)); seats is at least 3)");
});

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
