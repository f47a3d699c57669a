const usage = `Usage: handrail <command>

Commands:
  flows   list the runbooks`;

process.stdout.write(`${usage}\n`);
