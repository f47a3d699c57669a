// Loaded before the bot: its clock is wrong by so many milliseconds.
const off = Number(process.env.CLOCK_IS_OFF_MS ?? 0);
const { now } = Date;
Date.now = () => now() + off;
