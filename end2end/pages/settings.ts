// The settings, as a person finds their way in them.
import { expect, type Locator, type Page } from "@playwright/test";

export const parts = [
  "Workspace",
  "Connect your product",
  "Attributes",
  "Events",
  "Experiences",
  "Tags",
  "Accounts",
  "You",
  "Audit log",
  "About",
];

export class SettingsPage {
  constructor(readonly page: Page) {}

  async open(part: string): Promise<void> {
    await this.page.goto(`/settings/${part}`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await this.loaded();
  }

  /** Nothing is waited for any more. */
  async loaded(): Promise<void> {
    await expect(this.page.locator("#settings-title")).toBeVisible();
    await expect(this.page.locator(".settings [aria-busy=true]")).toHaveCount(0);
  }

  links(): Locator {
    return this.page.getByRole("navigation", { name: "Settings" }).getByRole("link");
  }

  link(part: string): Locator {
    return this.links().and(this.page.getByRole("link", { name: part, exact: true }));
  }

  card(name: string): Locator {
    return this.page.getByRole("region", { name });
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** What was made and is shown this once. */
  async secret(name: string): Promise<string> {
    const shown = this.page.getByRole("group", { name });
    await expect(shown).toBeFocused();
    return (await shown.locator("code").textContent()) ?? "";
  }

  /** Chooses in the menu of a row. */
  async act(name: string, label: string): Promise<void> {
    await this.page.getByRole("button", { name: `What to do with ${name}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: label, exact: true }).click();
  }

  async confirm(label: string): Promise<void> {
    const dialog = this.page.getByRole("alertdialog");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: label }).click();
    await expect(dialog).toBeHidden();
  }
}
