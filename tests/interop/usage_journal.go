// A second reader of usage journals (docs/usage-journal.md), by Go's standard library alone: checks the example that stands in
// the page given, with its mark, and prints how many entries it has.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
)

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func example(page, name string) string {
	_, after, found := strings.Cut(page, "```"+name+"\n")
	if !found {
		fail("no example %s", name)
	}
	text, _, _ := strings.Cut(after, "```\n")
	return text
}

func main() {
	page, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail("%v", err)
	}
	journal := []byte(example(string(page), "usage.journal"))
	mark := fmt.Sprintf("%d %x\n", len(journal), sha256.Sum256(journal))
	if mark != example(string(page), "usage.newest") {
		fail("the mark is %s", mark)
	}
	var key ed25519.PublicKey
	entries := 0
	for at := 0; at < len(journal); {
		length := bytes.IndexByte(journal[at:], '\n')
		if length < 0 {
			break // being written
		}
		line := string(journal[at : at+length])
		tab := strings.LastIndexByte(line, '\t')
		text, signature := line[:tab], line[tab+1:]
		fields := strings.Split(text, "\t")
		if at == 0 {
			parts := strings.SplitN(fields[1], "+", 3) // name, id, 01 and the key
			raw, err := base64.StdEncoding.DecodeString(parts[2])
			if fields[0] != "insyn usage journal 1" || err != nil || len(raw) != 33 || raw[0] != 1 {
				fail("not a journal")
			}
			key = ed25519.PublicKey(raw[1:])
		} else {
			entries++
		}
		signed := fmt.Sprintf("insyn usage journal 1\n%x\n%s\n", sha256.Sum256(journal[:at]), text)
		decoded, err := base64.StdEncoding.DecodeString(signature)
		if err != nil || !ed25519.Verify(key, []byte(signed), decoded) {
			fail("byte %d: not signed by the device after what stands before", at)
		}
		at += length + 1
	}
	fmt.Println(entries)
}
