import { describeConformance } from 'aculab-conformance/vitest';

const PORT = process.env.BOT_PORT ?? '9000';

describeConformance(`ws://127.0.0.1:${PORT}/`, { start: `node bot.js ${PORT}`, profile: 'smoke' });
