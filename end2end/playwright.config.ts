// Every worker starts a server of its own (fixtures/server.ts); nothing is shared between workers.
import { defineConfig, devices } from "@playwright/test";
import { chromium } from "./fixtures/programs.ts";

const screenshots = process.env.ROLLCALL_SCREENSHOTS !== undefined;
const speed = process.env.ROLLCALL_SPEED !== undefined;

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  fullyParallel: true,
  // What is measured has the machine for itself.
  workers: speed ? 1 : 2,
  // By hand; `cargo xtask test` gives a second try, and tells how many needed it.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Recording every step takes a third of the time: only on request, and for a second try.
    trace: process.env.ROLLCALL_TRACE === undefined ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: speed
    ? [{ name: "speed", testMatch: "speed.ts" }]
    : screenshots
      ? [{ name: "screenshots", testMatch: "screenshots.ts" }]
      : [{ name: "chromium", testMatch: "tests/*.spec.ts" }],
});
