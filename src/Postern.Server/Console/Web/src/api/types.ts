/** What the public API answers, as far as the console reads it. */
export type Component = {
  component: string;
  host: string;
  port: number;
  route: 'dynamic' | 'public' | 'private' | 'privatelink';
  usage: string;
  privatelink_connection_id: string | null;
  kafka_authentication_method?: 'certificate' | 'sasl';
  kafka_ssl_ca?: 'project_ca' | 'letsencrypt';
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
  privatelink_state: Status['state'] | null;
  components: Component[];
  update_time: string;
  users: ServiceUser[];
  backups: Backup[];
  node_states: { name: string; role: string; state: string; availability_zone: string | null }[];
  tags: Record<string, string>;
  tech_emails: { email: string }[];
  termination_protection: boolean;
  maintenance: { dow: string | null; time: string | null };
  user_config: Record<string, unknown> & { privatelink_access?: Record<string, boolean> };
};

export type ServiceUser = {
  username: string;
  password: string;
  type: 'primary' | 'normal';
  access_cert: string | null;
  access_key: string | null;
  access_cert_not_valid_after_time: string | null;
  password_updated_time: string | null;
};

export type UserPage = { users: ServiceUser[]; total: number };

export type Backup = { backup_name: string; backup_time: string; data_size: number };

/** A node that an operator registered. */
export type NodeWish = { name: string; address: string; zone?: string | null; broker?: number | null; gateway?: boolean; ports: Record<string, number>; tls_name?: string | null };

export type Nodes = { is_registered: boolean; version: number; nodes: (NodeWish & { placed: boolean; gateway_version: number | null; gateway_seen_at: string | null })[] };

export type Webhook = { webhook_id: string; url: string; description: string; created_by: string; create_time: string };

export type Delivery = {
  delivery_id: string;
  event_type: string;
  create_time: string;
  state: 'pending' | 'delivered' | 'given_up';
  attempts: number;
  next_attempt_time: string | null;
  delivery_time: string | null;
  last_status: number | null;
  last_error: string | null;
};

export type Deliveries = { deliveries: Delivery[]; total: number };

export type Project = { project_name: string; account_id: string | null; default_cloud: string; tags: Record<string, string>; tech_emails: { email: string }[] };

/** What became of one component that is switched on; 'pending' until its listener was seen. */
export type Route = { component: string; port: number; state: 'pending' | 'initial' | 'healthy' | 'fail-open'; healthy_targets: number; targets: number; nodes: { address: string; state: string }[] };

/** An endpoint that is connected, or asks to be, with AWS's word for its state. */
export type Endpoint = {
  vpc_endpoint_id: string;
  owner_account: string;
  state: string;
  create_time: string;
  zones: string[];
  privatelink_connection_id: string | null;
  dns_name: string | null;
  is_allowed: boolean;
  decision: 'accepted' | 'rejected' | null;
};

export type Status = {
  service_name: string;
  state: 'creating' | 'active' | 'deleting';
  version: string;
  reason: string | null;
  is_refused: boolean;
  is_current: boolean;
  create_time: string;
  seen_at: string | null;
  next_attempt_at: string;
  aws_service_id: string | null;
  aws_service_name: string | null;
  acceptance_required: boolean;
  max_endpoints: number | null;
  /** Of what is asked for, the server and the type of the service, the least. */
  effective_max_endpoints: number;
  pending_repairs: { id: string; reason: string }[];
  principals: { principal: string; is_wished: boolean; is_allowed_by_aws: boolean }[];
  /** Of all endpoints; those that follow are the oldest. */
  endpoint_counts: { total: number; available: number; pending_acceptance: number; not_allowed: number; accounts: number };
  endpoints: Endpoint[];
  usual_seconds: { endpoint_service: number; targets: number };
  routes: Route[];
};

export type Plan = {
  steps: { description: string; is_wait: boolean; usual_seconds: number }[];
  aws_calls: number;
  expected_seconds: number;
  cut_off: { vpc_endpoint_id: string; owner_account: string; create_time: string }[];
  problems: string[];
  health_checks_per_second: number;
  quotas: Quota[];
  costs: { paid_by: string; item: string; price_usd: string; per: string }[];
};

export type Quota = { name: string; limit: number; used: number; needed: number };

/** What went in one minute; minutes without traffic are not there. */
export type Minute = { time: string; active_connections: number; new_connections: number; bytes_processed: number; rst_packets_sent: number };

export type Traffic = { seen_at: string; start_time: string; end_time: string; total: Minute[]; zones: { zone: string; minutes: Minute[] }[]; endpoints: { vpc_endpoint_id: string; minutes: Minute[] }[] };

export type EndpointPage = { endpoints: Endpoint[]; total: number };

export type Links = { privatelinks: Status[]; total: number };

export type Cell = {
  cell_name: string;
  owner: string | null;
  lease_expires_at: string;
  is_owned_here: boolean;
  service_count: number;
  privatelinks: { creating: number; active: number; deleting: number; failing: number; overdue: number; oldest_due_at: string | null };
  budgets: { class: string; available: number; burst: number; per_second: number }[] | null;
};

export type Verdict = 'ok' | 'unseen' | 'warning' | 'waiting' | 'broken';
export type Finding = { hop: string; subject: string; verdict: Verdict; evidence: string; cure: string | null };
export type Diagnosis = { verdict: Verdict; obstacle: string | null; endpoints_left_out: number; hops: Finding[] };

export type Snippets = { aws_service_name: string; aws_region: string; zone_ids: string[]; snippets: { aws_cli: string; terraform: string; cloudformation: string } };

export type Past = { state: string; reason: string | null; start_time: string; end_time: string | null };

export type Vpc = { project_vpc_id: string; cloud_name: string; network_cidr: string; state: string; create_time: string };

export type ProjectEvent = { id: string; time: string; actor: string; event_type: string; event_desc: string; service_name: string };

export type Catalogue = Record<string, { description: string; default_version: string; service_plans: { service_plan: string; node_count: number; backup_config: { interval: number; max_count: number }; regions: Record<string, { node_memory_mb: number; node_cpu_count: number; disk_space_mb: number }> }[] }>;

/** A part of the schema of a service's settings. */
export type Setting = {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  /** Said when the service is created, and never again. */
  createOnly?: boolean;
  properties?: Record<string, Setting>;
};

export type ServiceType = { user_config_schema: { properties: Record<string, Setting> } };

export type Role = 'admin' | 'operator' | 'developer' | 'read_only';

export type Me = { user: { user: string; is_administrator: boolean; projects: string[]; project_membership: Record<string, Role> } };

export type Token = {
  token_prefix: string;
  description: string;
  create_time: string;
  expiry_time: string | null;
  last_used_time: string | null;
  last_ip: string | null;
};

export type Members = {
  total: number;
  users: { user_email: string; real_name: string; member_type: Role; create_time: string }[];
  invitations: { invited_user_email: string; member_type: Role; invite_time: string }[];
};

export type Peering = {
  peering_connection_id: string;
  peer_cloud_account: string;
  peer_vpc: string;
  peer_region: string | null;
  state: string;
  state_info: { message: string; aws_vpc_peering_connection_id: string | null } | null;
  user_peer_network_cidrs: string[];
  create_time: string;
};

