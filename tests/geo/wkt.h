#pragma once

#include "geo/shapes.h"
#include "geo/topology.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

// Shapes as short WKT, so that a reader can check a test by hand.
namespace wkt {

/// Reads POLYGON and MULTIPOLYGON, and EMPTY.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    void append_to(locality::geo::Shapes& shapes) {
        const bool multi = m_text.starts_with("MULTIPOLYGON");
        if (!multi && !m_text.starts_with("POLYGON"))
            throw std::invalid_argument("not a polygon: " + std::string(m_text));
        if (m_text.find("EMPTY") == std::string_view::npos) {
            m_at = m_text.find('(');
            if (multi) expect('(');
            do {
                expect('(');
                do {
                    ring(shapes);
                } while (accept(','));
                expect(')');
                shapes.close_part();
            } while (multi && accept(','));
        }
        shapes.close_shape();
    }

private:
    void ring(locality::geo::Shapes& shapes) {
        expect('(');
        do {
            const double x = number();
            const double y = number();
            shapes.vertices.push_back({x, y});
        } while (accept(','));
        expect(')');
        shapes.close_ring();
    }
    double number() {
        const std::string rest(m_text.substr(m_at));
        char* end = nullptr;
        const double value = std::strtod(rest.c_str(), &end);
        if (end == rest.c_str()) throw std::invalid_argument("a number is missing in " + std::string(m_text));
        m_at += static_cast<std::size_t>(end - rest.c_str());
        return value;
    }
    bool accept(char c) {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at]))) ++m_at;
        if (m_at >= m_text.size() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }
    void expect(char c) {
        if (!accept(c)) throw std::invalid_argument(std::string("missing ") + c + " in " + std::string(m_text));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

inline locality::geo::Shapes shapes(std::initializer_list<std::string> texts) {
    locality::geo::Shapes result;
    for (const std::string& text : texts) Reader(text).append_to(result);
    return result;
}

inline std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

inline std::string write(const locality::geo::Shapes& shapes, std::size_t shape) {
    if (shapes.is_empty(shape)) return "MULTIPOLYGON EMPTY";
    std::string text = "MULTIPOLYGON (";
    for (auto part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        text += part == shapes.shape_begin[shape] ? "(" : ", (";
        for (auto ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
            text += ring == shapes.part_begin[part] ? "(" : ", (";
            const auto points = shapes.ring(ring);
            for (std::size_t i = 0; i < points.size(); ++i) {
                text += (i == 0 ? "" : ", ") + number(points[i].x) + " " + number(points[i].y);
            }
            text += ")";
        }
        text += ")";
    }
    return text + ")";
}

/// One arc a line: "0|1: 10 0, 10 10", outside as "-", vertices in metres.
inline std::string write(const locality::geo::Topology& topology) {
    std::string text;
    const auto face = [](std::int32_t f) { return f == locality::geo::outside ? "-" : std::to_string(f); };
    for (std::size_t arc = 0; arc < topology.arc_count(); ++arc) {
        text += face(topology.left[arc]) + "|" + face(topology.right[arc]) + ":";
        const auto points = topology.arc(arc);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto p = locality::geo::in_metres(points[i]);
            text += (i == 0 ? " " : ", ") + number(p.x) + " " + number(p.y);
        }
        text += "\n";
    }
    return text;
}

}  // namespace wkt
