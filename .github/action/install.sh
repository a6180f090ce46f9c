#!/usr/bin/env bash
# Puts hopproof on the path: from the archive of a release, whose checksum is
# verified, or built from the source of the action where no release is named.
set -euo pipefail

version=$HOPPROOF_VERSION
if [ -z "$version" ] && [[ $HOPPROOF_REF =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]]; then
  version=$HOPPROOF_REF
fi
bin=$RUNNER_TEMP/hopproof-bin
mkdir -p "$bin"

if [ -z "$version" ]; then
  (cd "$GITHUB_ACTION_PATH" && GOBIN=$bin go install -trimpath ./cmd/hopproof)
else
  case $RUNNER_OS in
    Linux) os=linux kind=tar.gz ;;
    macOS) os=darwin kind=tar.gz ;;
    Windows) os=windows kind=zip ;;
    *) echo "hopproof has no release for $RUNNER_OS" >&2; exit 2 ;;
  esac
  case $RUNNER_ARCH in
    X64) arch=amd64 ;;
    ARM64) arch=arm64 ;;
    *) echo "hopproof has no release for $RUNNER_ARCH" >&2; exit 2 ;;
  esac
  name=hopproof_${version}_${os}_$arch
  cd "$bin"
  for file in "$name.$kind" SHA256SUMS; do
    curl -fsSL --retry 3 -o "$file" "$HOPPROOF_RELEASES/$version/$file"
  done
  grep -F "  $name.$kind" SHA256SUMS > sum
  if command -v sha256sum > /dev/null; then sha256sum -c sum; else shasum -a 256 -c sum; fi
  if [ "$kind" = zip ]; then unzip -qo "$name.$kind"; else tar -xzf "$name.$kind"; fi
  bin=$bin/$name
fi
if command -v cygpath > /dev/null; then bin=$(cygpath -w "$bin"); fi
echo "$bin" >> "$GITHUB_PATH"
