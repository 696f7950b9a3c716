/** What the public API answers, as far as the console reads it. */
export type Component = {
  component: string;
  host: string;
  port: number;
  route: 'dynamic' | 'public' | 'private' | 'privatelink';
  usage: string;
  privatelink_connection_id: string | null;
};

export type Service = {
  service_name: string;
  service_type: string;
  service_type_description: string;
  plan: string;
  state: string;
  state_reason: string | null;
  create_time: string;
  cloud_name: string;
  project_vpc_id: string | null;
  service_uri: string | null;
  components: Component[];
  users: { username: string; password: string }[];
  user_config: Record<string, unknown> & { privatelink_access?: Record<string, boolean> };
};

export type Privatelink = {
  aws_service_id: string | null;
  aws_service_name: string | null;
  principals: string[];
  state: 'creating' | 'active' | 'deleting';
};

export type Connection = {
  privatelink_connection_id: string | null;
  vpc_endpoint_id: string;
  dns_name: string | null;
  state: string;
};

export type Step = { time: string; actor: string; type: string; description: string };

export type Status = {
  reason: string | null;
  refused: boolean;
  create_time: string;
  components: { component: string; port: number; open: boolean }[];
  connections: { privatelink_connection_id: string; vpc_endpoint_id: string; account: string; ordinal: number; connect_time: string }[];
  steps: Step[];
};

export type Vpc = { project_vpc_id: string; cloud_name: string; network_cidr: string; state: string; create_time: string };

export type ProjectEvent = { id: string; time: string; actor: string; event_type: string; event_desc: string; service_name: string };

export type Catalogue = Record<string, { description: string; service_plans: { service_plan: string; node_count: number; regions: Record<string, { node_memory_mb: number; node_cpu_count: number; disk_space_mb: number }> }[] }>;

export type ServiceType = {
  user_config_schema: { properties: { privatelink_access?: { properties: Record<string, { title?: string }> } } };
};

export type Me = { user: { user: string; projects: string[]; project_membership: Record<string, string> } };
