/** Ends TLS with a certificate that it fetches itself, keeps the host's name, and appends the address it saw. */
export const caddyfile = (host: string) => `${host} {
	reverse_proxy 127.0.0.1:3000
}
`;

/**
 * The same for nginx, which must be told: a dashboard's request may have 2 MiB and a minute, pages are answered for the host
 * name that people typed, and a host that is down is given up on before clients give up.
 */
export const nginxServer = (host: string, server = "127.0.0.1:3000") => `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${host};
    ssl_certificate /etc/letsencrypt/live/${host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${host}/privkey.pem;
    client_max_body_size 3m;

    location / {
        proxy_pass http://${server};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Connection "";
        proxy_connect_timeout 5s;
        proxy_read_timeout 90s;
    }
}
`;

/** Two servers over one database, behind the same name. */
export const caddyReplicas = (host: string) => `${host} {
	reverse_proxy 10.0.0.11:3000 10.0.0.12:3000 {
		health_uri /v1/health
		health_interval 5s
	}
}
`;

/** The name under which an nginx server block finds the two. */
export const NGINX_REPLICAS = "sikkerkey";

/** Goes next to the server block; a replica that refuses a connection is left out, and the other is asked at once. */
export const nginxReplicas = (addresses: readonly string[]) => `upstream ${NGINX_REPLICAS} {
${addresses.map((address) => `    server ${address};\n`).join("")}}
`;
