/** Ends TLS with a certificate that it fetches itself, keeps the host's name, and appends the address it saw. */
export const caddyfile = (host: string) => `${host} {
	reverse_proxy 127.0.0.1:3000
}
`;

/**
 * The same for nginx, which must be told: a dashboard's request may have 2 MiB and a minute, and pages are answered for the host
 * name that people typed.
 */
export const nginxServer = (host: string) => `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${host};
    ssl_certificate /etc/letsencrypt/live/${host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${host}/privkey.pem;
    client_max_body_size 3m;

    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Connection "";
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
