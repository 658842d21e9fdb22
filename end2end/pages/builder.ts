// The builder of a filter as a person meets it: by roles and names.
import type { Api } from "../fixtures/api.ts";
import { expect, type Locator, type Page } from "@playwright/test";

export class Builder {
  readonly region: Locator;
  readonly add: Locator;
  readonly apply: Locator;
  readonly counter: Locator;
  readonly status: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: "Filter conditions" });
    this.add = page.getByRole("button", { name: "Add to the filter" });
    this.apply = this.region.getByRole("button", { name: "Apply", exact: true });
    this.counter = page.locator("#found");
    this.status = page.getByRole("status");
    this.undo = this.region.getByRole("button", { name: "Undo" });
    this.redo = this.region.getByRole("button", { name: "Redo" });
  }

  /** Opens the page with a filter applied that the server keeps, and the builder in full. */
  async openWith(api: Api, root: unknown): Promise<this> {
    await this.page.goto(`/users?fid=${await api.keep(root)}`);
    await expect(this.page.getByRole("table")).toHaveAttribute("aria-busy", "false");
    await this.open();
    await expect(this.conditions().first()).toBeVisible();
    return this;
  }

  /** Opens the builder in full. */
  async open(): Promise<void> {
    await expect(this.add).toBeVisible();
    await this.page.keyboard.press("Shift+F");
    await expect(this.region).toBeVisible();
  }

  /** Begins with a condition, by the Add menu. */
  async begin(): Promise<void> {
    await this.add.click();
    await this.page.getByRole("menuitem", { name: "Add attribute" }).click();
    await expect(this.picker()).toBeVisible();
  }

  /** All conditions, from top to bottom. */
  conditions(): Locator {
    return this.region.getByRole("group", { name: /^Condition \d+ of \d+: / });
  }

  /** The condition with these words, such as `Plan is any of Pro, Team`. */
  condition(words: string): Locator {
    const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return this.region.getByRole("group", { name: new RegExp(`^Condition \\d+ of \\d+: ${escaped}(, muted)?$`) });
  }

  /** The words of all conditions, from top to bottom. */
  async words(): Promise<string[]> {
    const labels = await this.conditions().evaluateAll((lines) =>
      lines.map((line) => line.getAttribute("aria-label") ?? ""),
    );
    return labels.map((label) => label.replace(/^Condition \d+ of \d+: /, ""));
  }

  /** Groups other than the main one, from top to bottom. */
  groups(): Locator {
    return this.region.locator("fieldset fieldset[data-drop=group]");
  }

  /** The tree as words: `any(all(Plan is pro; Seats is at least 3); Name contains ar)`. */
  async tree(): Promise<string> {
    return this.region.evaluate((region) => {
      const told = (node: Element): string => {
        if (node.matches("[data-drop=condition]")) {
          return (node.getAttribute("aria-label") ?? "").replace(/^Condition \d+ of \d+: /, "");
        }
        const id = node.getAttribute("data-node") ?? "";
        const own = (element: Element) => element.parentElement?.closest("[data-drop=body]") === body;
        const body = node.querySelector("[data-drop=body]");
        const children = [...(body?.querySelectorAll("[data-drop=condition], [data-drop=group]") ?? [])].filter(own);
        // The main group says its word once there are two things in it.
        const word = document.querySelector(`#node-${id}-combinator b`)?.textContent ?? "all";
        return `${word}(${children.map(told).join("; ")})`;
      };
      const main = region.querySelector("fieldset[data-drop=group]");
      return main === null ? "" : told(main);
    });
  }

  /** The picker of fields that is open. */
  picker(): Locator {
    return this.page.getByRole("combobox", { name: "Search fields" });
  }

  /** Searches in the open picker and takes the option of this name, then of the next step. */
  async pick(...steps: string[]): Promise<void> {
    for (const name of steps) {
      await this.picker().fill(name);
      await this.page.getByRole("option", { name: new RegExp(`^${name}`, "i") }).first().click();
    }
    await expect(this.picker()).toBeHidden();
  }

  /** Chooses the operator of a condition. */
  async operator(condition: Locator, label: string): Promise<void> {
    await condition.getByRole("combobox", { name: /^Operator/ }).selectOption({ label });
  }

  /** The field or fields in which the value of a condition is entered. */
  value(condition: Locator): Locator {
    return condition.locator("[id$='-value']");
  }

  /** Adds a condition to a group; its picker opens. */
  async addTo(group: Locator = this.region): Promise<void> {
    await group.getByRole("button", { name: "Add condition" }).last().click();
    await expect(this.picker()).toBeVisible();
  }

  /** The counter has come to rest on a number. */
  async counts(users: number): Promise<void> {
    const words = users === 0 ? "No users found" : users === 1 ? "1 user found" : `${users} users found`;
    await expect(this.counter).toHaveText(words);
    await expect(this.counter).toHaveAttribute("aria-busy", "false");
  }

  /** Drags by the middle of one element to a place in another, in steps as a hand does. */
  async drag(from: Locator, to: Locator, at: { x?: number; y: number }): Promise<void> {
    await from.scrollIntoViewIfNeeded();
    const start = await from.boundingBox();
    const end = await to.boundingBox();
    if (start === null || end === null) {
      throw new Error("there is nothing to drag, or nowhere to drag it");
    }
    const goal = { x: end.x + end.width * (at.x ?? 0.3), y: end.y + end.height * at.y };
    await this.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(start.x + start.width / 2 + 8, start.y + start.height / 2 + 8, { steps: 3 });
    await this.page.mouse.move(goal.x, goal.y, { steps: 8 });
  }

  /** The grip of a condition. */
  grip(node: Locator): Locator {
    return node.locator(".drag-handle").first();
  }
}
