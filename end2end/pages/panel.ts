// The profile panel as a person meets it.
import { expect, type Locator, type Page } from "@playwright/test";

export class Panel {
  readonly root: Locator;
  readonly title: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator("#panel");
    this.title = this.root.getByRole("heading", { level: 2 });
  }

  async shows(name: string): Promise<this> {
    await expect(this.title).toHaveText(name);
    return this;
  }

  tab(name: string): Locator {
    return this.root.getByRole("tab", { name });
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name });
  }

  /** The line of an attribute. */
  attribute(name: string): Locator {
    return this.root.locator(".values tbody tr").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  segment(name: string): Locator {
    return this.root.getByRole("list", { name: /User segments/ }).getByRole("link", { name });
  }

  timeline(): Locator {
    return this.root.getByRole("list", { name: "Activity, newest first" });
  }

  responses(): Locator {
    return this.root.getByRole("list", { name: "Responses, newest first" });
  }
}
