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

export type ServiceType = {
  user_config_schema: { properties: { privatelink_access?: { properties: Record<string, { title?: string }> } } };
};

export type Me = { user: { user: string; projects: string[]; project_membership: Record<string, string> } };
