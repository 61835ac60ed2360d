// graphile-worker: a task that does nothing, or tells when it began.
//
// node graphile_worker.mjs <modules> <database> <batches>: "<job> <nanoseconds>" on standard output.
// <batches> is "yes" for its own queue in memory and results that are said together.
import { createRequire } from "node:module";
const require = createRequire(process.argv[2] + "/");
const { run, Logger } = require("graphile-worker");

const inBatches = process.argv[4] === "yes";
const lines = [];
const write = () => {
  if (lines.length) process.stdout.write(lines.splice(0).join(""));
};
setInterval(write, 50);

const runner = await run({
  connectionString: process.argv[3],
  concurrency: 100,
  maxPoolSize: 8,
  logger: new Logger(() => () => {}),
  ...(inBatches && {
    preset: {
      worker: {
        concurrentJobs: 100,
        maxPoolSize: 8,
        connectionString: process.argv[3],
        localQueue: { size: 500, refetchDelay: { durationMs: 10 } },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  }),
  taskList: {
    begin: async ({ number }) => {
      lines.push(`${number} ${Math.round((performance.timeOrigin + performance.now()) * 1e6)}\n`);
    },
  },
});
process.on("SIGTERM", async () => {
  await runner.stop();
  write();
});
await runner.promise;
