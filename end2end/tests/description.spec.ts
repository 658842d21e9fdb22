// The API's description, held against a running server: schemathesis makes up requests of every operation, right ones and
// wrong ones, and looks whether the answers are those that the description names. ROLLCALL_TEST_API_SECONDS asks for a
// longer run.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { python } from "../fixtures/programs.ts";
import { Server } from "../fixtures/server.ts";
import { expect, test } from "../fixtures/test.ts";

const seconds = Number(process.env.ROLLCALL_TEST_API_SECONDS ?? "40");
// Streams never end, and whoever revokes the key that is asked with learns nothing more.
const without = ["/api/live", "/api/keys/{key_id}"];
const checks = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"];

test("answers are as they are described", async () => {
  test.setTimeout((seconds + 60) * 1000);
  const server = await Server.start({ demo: true });
  const folder = await mkdtemp(join(tmpdir(), "rollcall-description-"));
  try {
    const key = await server.createKey("secret");
    const options = [
      ...["--header", `Authorization: Bearer ${key}`, "--checks", checks.join(","), "--max-time", `${seconds}`],
      ...["--request-timeout", "20", "--no-color", "--seed", process.env.ROLLCALL_TEST_API_SECONDS === undefined ? "1" : `${Date.now()}`],
      ...without.flatMap((path) => ["--exclude-path", path]),
    ];
    const program = join(dirname(python()), "schemathesis");
    const run = promisify(execFile)(program, ["run", `${server.url}/api/openapi.json`, ...options], {
      cwd: folder,
      maxBuffer: 64 << 20,
    });
    const { failure, stdout } = await run.then(
      ({ stdout }) => ({ failure: "", stdout }),
      (error: { stdout: string; stderr: string }) => ({ failure: `${error.stdout}\n${error.stderr}`, stdout: error.stdout }),
    );
    expect(failure).toBe("");
    const operations = /Tested: (\d+)/.exec(stdout)?.[1];
    expect(Number(operations)).toBeGreaterThan(75);
    expect(server.output()).not.toContain("ERROR");
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
