//go:build linux

package lab_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// services is Postfix's table of them: no chroot, nothing of the machine's.
const services = `smtp inet n - n - - smtpd
%EXTRA%
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
plain unix - - n - - smtp -o smtp_tls_security_level=none
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// postfix starts a Postfix server on a host.
func postfix(t *testing.T, h *host, settings, extraServices string) {
	t.Helper()
	files, own := absolute(t, postfixFiles), filepath.Join(home, "postfix-"+h.name)
	queue := filepath.Join(own, "queue")
	for _, name := range []string{"incoming", "active", "deferred", "bounce", "defer", "flush", "hold", "corrupt", "saved", "trace", "private"} {
		folder(t, filepath.Join(queue, name), postfixUser, 0, 0o700)
	}
	folder(t, filepath.Join(queue, "pid"), 0, 0, 0o755)
	folder(t, filepath.Join(queue, "maildrop"), postfixUser, postdrop, 0o730)
	folder(t, filepath.Join(queue, "public"), postfixUser, postdrop, 0o710)
	folder(t, filepath.Join(own, "data"), postfixUser, 0, 0o700)
	write(t, filepath.Join(own, "main.cf"), `compatibility_level = 3.6
command_directory = `+files+`/usr/sbin
daemon_directory = `+files+`/usr/lib/postfix/sbin
shlib_directory = `+files+`/usr/lib/postfix
meta_directory = `+files+`/etc/postfix
queue_directory = `+queue+`
data_directory = `+own+`/data
mail_owner = postfix
setgid_group = postdrop
inet_protocols = ipv4
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
smtputf8_enable = no
maillog_file = `+own+`/log
maillog_file_prefixes = `+own+`
smtp_host_lookup = dns
`+settings, 0o644)
	write(t, filepath.Join(own, "master.cf"), strings.Replace(services, "%EXTRA%", extraServices, 1), 0o644)
	h.start(t, filepath.Join(own, "out"), files+"/usr/lib/postfix/sbin/master", "-d", "-c", own)
	ready(t, h, "127.0.0.1:25")
}
