/** What the browser asks for once somebody opens one of these: a single file, so that few are asked for at the start. */
export { Backups } from './service/Backups';
export { Nodes } from './service/Nodes';
export { ProjectSettings } from './project/ProjectSettings';
export { Settings } from './service/Settings';
export { Users } from './service/Users';
export { WebhookPage } from './webhooks/WebhookPage';
export { Webhooks } from './webhooks/Webhooks';
