// Tags as a person meets them: the picker, pills, the dialog that manages them.
import { expect, type Locator, type Page } from "@playwright/test";
import { UsersPage } from "./users.ts";

export class TagsPage {
  readonly users: UsersPage;
  readonly picker: Locator;
  readonly field: Locator;
  readonly options: Locator;
  readonly manage: Locator;
  readonly notifications: Locator;
  /** The profile: beside the list, or over it on a phone. */
  readonly profile: Locator;

  constructor(readonly page: Page) {
    this.users = new UsersPage(page);
    this.picker = page.getByRole("dialog", { name: /^Tags for / });
    this.field = this.picker.getByRole("combobox");
    this.options = this.picker.getByRole("option");
    this.manage = page.getByRole("dialog", { name: "Manage tags" });
    this.notifications = page.getByRole("region", { name: "Notifications" });
    this.profile = page.locator("#panel");
  }

  row(name: string): Locator {
    return this.users.table.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** The tags that a row shows. */
  pills(name: string): Locator {
    return this.row(name).locator(".column-tags .pill");
  }

  addTag(name: string): Locator {
    return this.page.getByRole("button", { name: `Add tag to ${name}`, exact: true });
  }

  /** Opens the picker of a row and waits for the tags. */
  async pick(name: string): Promise<void> {
    await this.addTag(name).click();
    await expect(this.field).toBeFocused();
    await this.loaded();
  }

  /** The same for the row at an index. */
  async pickAt(index: number): Promise<void> {
    await this.page.getByRole("button", { name: /^Add tag to / }).nth(index).click();
    await expect(this.field).toBeFocused();
    await this.loaded();
  }

  async loaded(): Promise<void> {
    await expect(this.picker.getByText("Loading tags")).toHaveCount(0);
  }

  option(name: string): Locator {
    return this.options.filter({ hasText: name });
  }

  /** The names of the tags in the picker, from top to bottom, without what would make a new one. */
  async offered(): Promise<string[]> {
    return this.picker.locator(".option .pill").allInnerTexts();
  }

  active(): Locator {
    return this.picker.locator(".option.is-active");
  }

  /** Chooses from the menu of a tag in the dialog. */
  async act(tag: string, what: string): Promise<void> {
    await this.manage.getByRole("button", { name: `What to do with ${tag}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
  }
}
