//go:build !unix

package source

import "os"

func openFile(path string) (file, fileInfo, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileInfo{}, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, fileInfo{}, err
	}
	return f, fileInfo{size: info.Size(), mode: info.Mode().Type()}, nil
}

func idOf(os.FileInfo) fileID { return fileID{} }
