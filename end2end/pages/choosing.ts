// Choosing users in the list, what is done to them, and what is told of it.
import { expect, type Locator, type Page } from "@playwright/test";

export class Choosing {
  readonly bar: Locator;
  readonly notifications: Locator;
  /** Any question that must be answered. */
  readonly question: Locator;
  readonly palette: Locator;
  readonly menu: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole("group", { name: "Selection" });
    this.notifications = page.getByRole("region", { name: "Notifications" });
    this.question = page.getByRole("alertdialog");
    this.palette = page.getByRole("dialog", { name: "Command palette" });
    this.menu = page.getByRole("menu");
  }

  box(name: string): Locator {
    return this.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  get pageBox(): Locator {
    return this.page.getByRole("checkbox", { name: "Select all users on this page" });
  }

  trash(name: string): Locator {
    return this.page.getByRole("button", { name: `Delete ${name}`, exact: true });
  }

  act(name: string): Locator {
    return this.bar.getByRole("button", { name, exact: true });
  }

  item(name: string): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  /** The focus is somewhere: never lost to the page itself. */
  async focusIsKept(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  }
}
