//go:build linux

package lab_test

import (
	"path/filepath"
	"testing"
)

// exim starts an Exim server on a host.
func exim(t *testing.T, h *host, settings string) {
	t.Helper()
	files, own := absolute(t, eximFiles), filepath.Join(home, "exim-"+h.name)
	folder(t, filepath.Join(own, "spool"), eximUser, eximUser, 0o750)
	folder(t, filepath.Join(own, "log"), eximUser, eximUser, 0o750)
	write(t, filepath.Join(own, "conf"), `exim_path = `+files+`/usr/sbin/exim4
spool_directory = `+own+`/spool
log_file_path = `+own+`/log/%slog
pid_file_path = `+own+`/pid
keep_environment =
add_environment = PATH=/usr/bin
local_interfaces = 0.0.0.0
disable_ipv6 = true
dns_dnssec_ok = 0
rfc1413_hosts =
host_lookup = *
tls_advertise_hosts =
never_users =
acl_smtp_rcpt = rcpt
acl_smtp_data = data
`+settings+`
begin retry
* * F,1h,1h
`, 0o644)
	h.start(t, filepath.Join(own, "out"), files+"/usr/sbin/exim4", "-C", filepath.Join(own, "conf"), "-bdf")
	ready(t, h, "127.0.0.1:25")
}
