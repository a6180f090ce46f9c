#!/bin/sh
# Fetches the mail servers of the laboratory, and the web servers of the hosting
# recipes, from Debian's or Ubuntu's archive and unpacks them into lab/mta. Nothing
# is installed: the mail servers exclude each other, and a machine's own servers
# are left alone.
set -eu
cd "$(dirname "$0")"

if ! apt-cache show postfix >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then apt-get update -q; fi

for package in postfix exim4-daemon-light nginx-light caddy dovecot-imapd; do
  [ -d "mta/$package/usr" ] && continue
  rm -rf "mta/$package"
  mkdir -p "mta/$package/archives/partial"
  # What the servers need and this machine lacks comes with them.
  apt-get install -qy --download-only --no-install-recommends -o Debug::NoLocking=1 \
    -o Dir::Cache::archives="$PWD/mta/$package/archives" -o APT::Sandbox::User="$(id -un)" "$package"
  [ -e "mta/$package/archives/$package"_*.deb ] || apt-get download -q "$package" # it is installed already
  for deb in "mta/$package/archives"/*.deb *.deb; do
    [ -e "$deb" ] && dpkg -x "$deb" "mta/$package/unpacked"
  done
  rm -f ./*.deb
  mv "mta/$package/unpacked"/* "mta/$package/"
  rm -r "mta/$package/unpacked" "mta/$package/archives"
done
