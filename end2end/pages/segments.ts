// The list of segments and the editor of one, as a person meets them: by roles and names.
import { expect, type Locator, type Page } from "@playwright/test";

export class SegmentsPage {
  readonly tab: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly status: Locator;
  readonly notifications: Locator;

  constructor(readonly page: Page) {
    this.tab = page.getByRole("navigation", { name: "Users and segments" }).getByRole("link", { name: /^Segments/ });
    this.table = page.getByRole("table");
    this.search = page.getByRole("textbox", { name: "Search segments" });
    this.status = page.getByRole("status");
    this.notifications = page.getByRole("region", { name: "Notifications" });
  }

  /** Opens the list and waits until it stands. */
  async opened(query = ""): Promise<this> {
    await this.page.goto(`/segments${query}`);
    await expect(this.names().first()).toBeVisible();
    return this;
  }

  /** The links with the segments' names, from top to bottom. */
  names(): Locator {
    return this.table.getByRole("rowheader").getByRole("link");
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** Does something with a segment by its menu. */
  async act(name: string, action: string): Promise<void> {
    await this.row(name).getByRole("button", { name: `Actions for ${name}` }).click();
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }
}

export class SegmentEditor {
  readonly title: Locator;
  readonly name: Locator;
  readonly description: Locator;
  readonly save: Locator;
  readonly saveAsNew: Locator;
  readonly discard: Locator;
  readonly impact: Locator;
  readonly leave: Locator;
  readonly history: Locator;
  readonly found: Locator;

  constructor(readonly page: Page) {
    this.title = page.locator("#editor-title");
    this.name = page.getByRole("textbox", { name: "Name", exact: true });
    this.description = page.getByRole("textbox", { name: "Description (optional)" });
    this.save = page.getByRole("button", { name: "Save", exact: true });
    this.saveAsNew = page.getByRole("button", { name: "Save as new" });
    this.discard = page.getByRole("button", { name: "Discard" });
    this.impact = page.getByRole("alertdialog", { name: /^Change who is in / });
    this.leave = page.getByRole("alertdialog", { name: "Leave without saving?" });
    this.history = page.getByRole("region", { name: "History" });
    this.found = page.getByRole("region", { name: /found$/ });
  }

  async opened(id: string): Promise<this> {
    await this.page.goto(`/segments/${id}`);
    await expect(this.name).not.toHaveValue("");
    return this;
  }
}
